import Dispatch
import SQLEngine
import SQLiteEngine

/// Keeps the writer busy until it is released, so that what is asked meanwhile gathers in one batch.
struct HeldWriter {
  private let gate = DispatchSemaphore(value: 0)
  private let holding: Task<Void, any Error>
  private let database: SQLiteDatabase

  init(_ database: SQLiteDatabase) async {
    self.database = database
    let gate = gate
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    holding = Task {
      try await database.write { _ in
        begin.finish()
        gate.wait()
      }
    }
    for await _ in begun {}
  }

  /// Lets the writer go on once `count` requests are waiting.
  func release(whenWaiting count: Int) async throws {
    while database.waitingWrites < count { await Task.yield() }
    gate.signal()
    try await holding.value
  }
}

/// Something a test throws to see it again.
struct Objection: Error, Equatable {
  let reason: String
}

extension SQLiteDatabase {
  /// A table to write into.
  func addNotes() async throws {
    try await write { transaction in
      try transaction.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT")
    }
  }

  func addNote(_ text: String) async throws {
    try await write { transaction in try transaction.execute("INSERT INTO notes (text) VALUES (\(text))") }
  }

  func notes() async throws -> [String] {
    try await read { transaction in try transaction.rows("SELECT text FROM notes ORDER BY text").map { try $0.text("text") } }
  }
}
