import SQLEngine

/// How a reading connection looks at one moment of the file: the snapshot begins with the first statement.
extension SQLiteConnection: ReadingConnection {
  func beginSnapshot(atMost duration: Duration) throws(EngineError) {
    try run("BEGIN")
    limit(to: duration)
  }

  func endSnapshot() {
    limit(to: nil)
    do {
      try run("COMMIT")
    } catch {
      if isInTransaction { try? run("ROLLBACK") }
    }
  }
}
