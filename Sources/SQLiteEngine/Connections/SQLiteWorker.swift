import GRDB
import SQLEngine

/// A connection with the queue that alone may use it.
final class SQLiteWorker: WritingThread, ReadingThread {
  let queue: DatabaseQueue
  private nonisolated(unsafe) let connection: SQLiteConnection  // Not Sendable: `queue` alone uses it, one closure at a time.

  /// What the connection remembers; nothing where it does not make every change of its database.
  let memory = ReadMemory(of: .sqlite)

  /// - Parameter remembers: whether the connection keeps what it has read; only for one that makes every change of its database.
  init(path: String, configuration: Configuration, remembers: Bool = false) throws {
    let memory = remembers ? memory : nil
    queue = try DatabaseQueue(path: path, configuration: configuration)
    connection = try queue.writeWithoutTransaction { database in try SQLiteConnection(database, memory: memory) }
  }

  /// Lets the connection see to the write-ahead log, or leaves that to somebody else. Only on the connection's own thread.
  func paceLog(_ options: SQLiteOptions?) { connection.paceLog(options) }

  /// Runs `body` on the connection's own thread, after what was submitted before.
  func async(_ body: @escaping @Sendable (SQLiteConnection) -> Void) {
    queue.asyncWriteWithoutTransaction { [self] _ in body(connection) }
  }

  func write(_ body: @escaping @Sendable (SQLiteConnection) -> Void) { async(body) }

  func read(_ body: @escaping @Sendable (SQLiteConnection) -> Void) { async(body) }

  /// Closes the connection after what was submitted before; a second call does nothing.
  func close() async {
    await withCheckedContinuation { continuation in
      async { connection in
        connection.forgetStatements()
        continuation.resume()
      }
    }
    // A connection that cannot be closed now is closed by the system at the end of the process; nothing is lost by that.
    try? queue.close()
  }
}
