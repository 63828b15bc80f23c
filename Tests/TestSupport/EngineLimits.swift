/// Limits that a test sets on whichever engine it runs; what is nil is the engine's own choice.
package struct EngineLimits: Sendable {
  package var readers = 2
  package var maximumBatch: Int?
  package var maximumWaitingWrites: Int?
  package var maximumWaitingReads: Int?
  package var maximumReadMilliseconds: Int?

  package init() {}
}
