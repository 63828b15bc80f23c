private import Dispatch
import SQLEngine

/// A row for each writer says which batch it committed last: the only way to know of a commit whose answer was lost, also after another
/// server has taken the first one's place.
extension PostgresConnection {
  /// What the engine needs beside the shop's own tables, in a schema of its own.
  static let marksSchema = [
    "CREATE SCHEMA IF NOT EXISTS counterfoil_engine",
    """
    CREATE TABLE IF NOT EXISTS counterfoil_engine.writers (
      writer TEXT PRIMARY KEY, batch BIGINT NOT NULL, at TIMESTAMPTZ NOT NULL DEFAULT now())
    """,
    "DELETE FROM counterfoil_engine.writers WHERE at < now() - INTERVAL '7 days'",
  ]

  /// Notes in the transaction under way which batch it is.
  func mark() throws(EngineError) {
    try runSoon(
      """
      INSERT INTO counterfoil_engine.writers (writer, batch) VALUES (\(writer), \(batch))
      ON CONFLICT (writer) DO UPDATE SET batch = excluded.batch, at = now()
      """ as SQL)
  }

  /// Whether the batch under way was committed, and is safe: on every machine that a commit waits for. Asks under the writers' lock: when that
  /// is given, the lost transaction has ended.
  ///
  /// - Throws: ``EngineError/unavailable(_:)`` when nobody could be asked in time.
  func wasKept() throws(EngineError) -> Bool {
    let deadline = DispatchTime.now() + .milliseconds(doubtMilliseconds)
    while true {
      do {
        return try askForMark()
      } catch {
        disconnect()
        guard DispatchTime.now() < deadline else {
          // Whoever does not know must not do it again.
          isRepeatable = false
          throw .unavailable("The connection to PostgreSQL was lost while it committed, and whether it did is not known yet.")
        }
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(100))
      }
    }
  }

  private func askForMark() throws(EngineError) -> Bool {
    failure = nil
    try connect()
    runSoon("BEGIN ISOLATION LEVEL READ COMMITTED")
    runSoon("SELECT pg_advisory_xact_lock(\(String(Self.lock)))")
    _ = try settle()
    isInTransaction = true
    defer { if isInTransaction { rollBack() } }
    do {
      // A commit whose wait for the standby was cut short can be seen and not be safe yet. This one comes after it in the log: once it was
      // waited for, so was the other.
      let isKept = try changes("UPDATE counterfoil_engine.writers SET at = now() WHERE writer = \(writer) AND batch = \(batch)") == 1
      runSoon("COMMIT")
      guard try settle().last?.command == "COMMIT", !hasWarning else {
        throw EngineError.unavailable("PostgreSQL did not wait for its standby.")
      }
      isInTransaction = false
      return isKept
    } catch {
      throw error as? EngineError ?? .unavailable("\(error)")
    }
  }
}
