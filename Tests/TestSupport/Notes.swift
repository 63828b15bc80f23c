package import SQLEngine

extension Database {
  /// Makes the tables of a test, in the words of a migration.
  package func build(_ schema: String) async throws {
    guard let step = Migration(fileName: "0001_test.sql", text: schema, dialect: dialect) else { return }
    _ = try await Migrator([step]).migrate(self)
  }

  /// A table to write into, and those that a test wants beside it.
  package func addNotes(beside others: String = "") async throws {
    try await build("CREATE TABLE notes (text TEXT NOT NULL UNIQUE);\n" + others)
  }

  package func addNote(_ text: String) async throws {
    try await write { transaction in try transaction.execute("INSERT INTO notes (text) VALUES (\(text))") }
  }

  /// All notes in the order of their bytes.
  package func notes() async throws -> [String] {
    try await read { transaction in try transaction.rows("SELECT text FROM notes ORDER BY text").map { try $0.text("text") } }
  }
}
