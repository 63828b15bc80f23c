private import Dispatch
import SQLEngine

/// A connection with the queue that alone may use it. libpq waits for the server on this thread, never on Swift's cooperative ones.
final class PostgresThread: WritingThread, ReadingThread {
  private let queue: DispatchQueue
  private nonisolated(unsafe) let connection: PostgresConnection  // Not Sendable: `queue` alone uses it, one closure at a time.
  /// What the connection remembers; nothing where it only reads.
  let memory = ReadMemory(of: .postgres)

  init(_ name: String, _ address: PostgresAddress, settings: [(name: String, value: String)]) {
    queue = DispatchQueue(label: "counterfoil.postgres.\(name)")
    connection = PostgresConnection(address, settings: settings, memory: memory)
  }

  func write(_ body: @escaping @Sendable (PostgresConnection) -> Void) {
    queue.async { [self] in body(connection) }
  }

  func read(_ body: @escaping @Sendable (PostgresConnection) -> Void) { write(body) }

  /// Runs `body` after what was submitted before, and answers what it returns or throws.
  func run<Result: Sendable>(_ body: @escaping @Sendable (PostgresConnection) throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      write { connection in continuation.resume(with: Swift.Result { try body(connection) }) }
    }
  }

  func close() async {
    await withCheckedContinuation { continuation in
      write { connection in
        connection.disconnect()
        continuation.resume()
      }
    }
  }
}
