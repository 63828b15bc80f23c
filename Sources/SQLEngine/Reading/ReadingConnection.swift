/// A connection that reads one snapshot after another.
package protocol ReadingConnection: Connection {
  /// Begins a snapshot, which shows everything that was committed before. What runs in it longer than `duration` is broken off.
  func beginSnapshot(atMost duration: Duration) throws(EngineError)

  /// Ends the snapshot. Nothing was written, so nothing can be lost by it.
  func endSnapshot()
}

/// The thread that alone uses a reading connection.
package protocol ReadingThread: Sendable {
  associatedtype ReadingEnd: ReadingConnection

  /// Runs `body` on the connection's own thread, after what was submitted before.
  func read(_ body: @escaping @Sendable (ReadingEnd) -> Void)

  /// Closes the connection after what was submitted before; a second call does nothing.
  func close() async
}
