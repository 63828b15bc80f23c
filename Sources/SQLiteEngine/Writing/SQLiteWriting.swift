import SQLEngine

/// How the writing connection groups requests: one transaction, a savepoint for each of them.
extension SQLiteConnection: WritingConnection {
  func begin() throws(EngineError) { try run("BEGIN IMMEDIATE") }

  func commit() throws(EngineError) { try run("COMMIT") }

  func rollBack() {
    // Fails only when SQLite has rolled back by itself.
    if isInTransaction { try? run("ROLLBACK") }
  }

  func beginRequest() throws(EngineError) { try run("SAVEPOINT request") }

  func keepRequest() throws(EngineError) { try run("RELEASE request") }

  func dropRequest() throws(EngineError) {
    try run("ROLLBACK TO request")
    try run("RELEASE request")
  }

  /// There is one writer, so nobody can have been in its way.
  func isWorthAnotherTry(_ accident: EngineError) -> Bool { false }
}
