private import Dispatch

/// How a PostgreSQL database is used. The defaults are what a shop runs with.
package struct PostgresOptions: Sendable {
  /// Connections that read beside the writer; each is opened when it is first needed.
  package var readers = 8
  /// Requests that one commit may carry. Each is a subtransaction, and PostgreSQL keeps 64 of them at hand.
  package var maximumBatch = 60
  /// Writes that may wait for the writer; one more is refused with ``EngineError/overloaded``.
  package var maximumWaitingWrites = 1024
  /// Reads that may wait for a reader; one more is refused with ``EngineError/overloaded``.
  package var maximumWaitingReads = 1024
  /// A read that takes longer than this is broken off with ``EngineError/unavailable(_:)``.
  package var maximumReadMilliseconds = 30_000
  /// A writer that stands still in the middle of a batch for so long is ended by the server, since all others wait for it.
  package var maximumIdleMilliseconds = 30_000
  /// How long a commit whose answer was lost is asked after, before its requests hear that nobody knows.
  package var doubtMilliseconds = 5_000
  /// Whether nobody else may use the database meanwhile, which is refused where somebody does.
  package var isExclusive = false
  /// Only for the benchmark: a pause after each commit and before its answers, as if the disk took that much longer to flush.
  package var flushDelayMilliseconds = 0

  package init() {}

  /// The pause of ``flushDelayMilliseconds``, nil for none.
  var pauseAfterCommit: (@Sendable () -> Void)? {
    guard flushDelayMilliseconds > 0 else { return nil }
    let pause = DispatchTimeInterval.milliseconds(flushDelayMilliseconds)
    // Nobody signals: this blocks the writer's thread for as long.
    return { _ = DispatchSemaphore(value: 0).wait(timeout: .now() + pause) }
  }
}
