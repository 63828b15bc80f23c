private import Dispatch

/// How a SQLite database is opened. The defaults are what a shop runs with.
package struct SQLiteOptions: Sendable {
  /// Connections that read beside the writer.
  package var readers = 4
  /// Requests that one commit may carry. 1 commits each request by itself, which is what the benchmark compares with.
  package var maximumBatch = 64
  /// Writes that may wait for the writer; one more is refused with ``EngineError/overloaded``.
  package var maximumWaitingWrites = 1024
  /// Reads that may wait for a reader; one more is refused with ``EngineError/overloaded``.
  package var maximumWaitingReads = 1024
  /// A read that takes longer than this is broken off with ``EngineError/unavailable(_:)``: while it looks at its old snapshot, the
  /// write-ahead log cannot start anew, and its connection serves nobody else.
  package var maximumReadMilliseconds = 30_000
  /// Only for the benchmark: a pause after each commit and before its answers, as if the disk took that much longer to flush.
  package var flushDelayMilliseconds = 0
  /// Pages in the write-ahead log (4 KiB each) after which the writer moves them into the database file when nobody waits for it.
  package var checkpointPages = 4000
  /// Pages in the write-ahead log after which the writer moves them whoever waits; the log then has ``logSizeLimit``.
  package var mostLogPages = 16_000
  /// Bytes that the write-ahead log keeps on disk after it was moved into the database file.
  package var logSizeLimit = 64 * 1024 * 1024
  /// The most pages (4 KiB each) the file may grow to; nil for no limit. Lets a test fill the disk.
  package var maximumPages: Int?

  package init() {}

  /// The pause of ``flushDelayMilliseconds``, nil for none.
  var pauseAfterCommit: (@Sendable () -> Void)? {
    guard flushDelayMilliseconds > 0 else { return nil }
    let pause = DispatchTimeInterval.milliseconds(flushDelayMilliseconds)
    // Nobody signals: this blocks the writer's thread for as long.
    return { _ = DispatchSemaphore(value: 0).wait(timeout: .now() + pause) }
  }
}
