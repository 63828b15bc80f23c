/// How a request of the batch under way that fails is taken back.
///
/// Nearly all requests either succeed or refuse before they write, and a savepoint around each costs an engine a good deal. So a batch is
/// first run without; where a request fails that has written, everything is taken back and the batch is run again with a savepoint around
/// each.
package struct RequestGuard {
  /// Whether each request has a savepoint of its own.
  package let usesSavepoints: Bool
  /// Whether the batch has to be run again, with savepoints.
  package private(set) var mustStartAgain = false

  package init() { usesSavepoints = false }

  /// The guard of the next batch, or of the same one when it is run again.
  package init(after last: RequestGuard) { usesSavepoints = last.mustStartAgain }

  /// Gives the batch up, to be run again with each request by itself.
  package mutating func giveUpBatch() throws(EngineError) -> Never {
    mustStartAgain = true
    throw .unavailable("A request has to be taken back; the batch is run again.")
  }
}
