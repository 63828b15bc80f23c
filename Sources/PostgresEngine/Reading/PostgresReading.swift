import SQLEngine

/// How a reading connection looks at one moment of the database. Begin and end travel with what is read.
extension PostgresConnection: ReadingConnection {
  func beginSnapshot(atMost duration: Duration) throws(EngineError) {
    failure = nil
    isRepeatable = false
    try connect()
    deadline = .now + duration
    runSoon("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    isInTransaction = true
  }

  func endSnapshot() {
    failure = nil
    deadline = nil
    isInTransaction = false
    runSoon("COMMIT")
    flush()
  }
}
