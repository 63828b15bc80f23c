import GRDB
private import GRDBSQLite
private import SQLEngine

extension SQLiteDatabase {
  /// The version of the SQLite library in use, `3.40.1`.
  package static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

  /// The settings that durability and safety rest on, as the writing connection reports them: `synchronous` 2 is FULL.
  package func settingsReadBack() async throws -> [(name: String, value: String)] {
    try await onWriter { database in
      try [
        "journal_mode", "synchronous", "foreign_keys", "busy_timeout", "cell_size_check", "mmap_size", "trusted_schema",
        "wal_autocheckpoint", "journal_size_limit", "max_page_count", "page_size", "page_count", "freelist_count",
      ].map { name in (name, try String.fetchOne(database, sql: "PRAGMA \(name)") ?? "") }
    }
  }

  /// Looks for damage in the file's structure, without its indexes; empty when there is none. Reads the whole file.
  package func quickCheck() async throws -> [String] {
    try await Self.findings("PRAGMA quick_check", path: path)
  }

  /// Looks for damage in structure and indexes and for rows that point nowhere; empty when there is none. Slower than ``quickCheck()``.
  package func integrityCheck() async throws -> [String] {
    let damage = try await Self.findings("PRAGMA integrity_check", path: path)
    let dangling = try await Self.findings(
      "SELECT \"table\" || ' row ' || COALESCE(rowid, '?') || ' points to no row of ' || parent FROM pragma_foreign_key_check", path: path)
    return damage + dangling
  }

  /// Moves the write-ahead log into the database file and empties it. Returns whether all of it could be moved; a reader that
  /// works on an older snapshot keeps some.
  package func checkpoint() async throws -> Bool {
    try await onWriter { database in
      try GRDB.Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)").map { row in row[0] as Int == 0 } ?? false
    }
  }

  /// The lines that `statement` answers, other than SQLite's `ok`, on a connection of its own, so that no reader waits.
  static func findings(_ statement: String, path: String) async throws -> [String] {
    try await translating {
      let queue = try DatabaseQueue(path: path, configuration: SQLiteSettings(options: SQLiteOptions()).reader)
      do {
        return try await queue.read { database in try String.fetchAll(database, sql: statement) }.filter { $0 != "ok" }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB {
        // Damage that SQLite cannot even read past is a finding too.
        return [error.message ?? "The file is damaged."]
      }
    }
  }

  private func onWriter<Result: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> Result) async throws -> Result {
    try await Self.translating { try await writerWorker.queue.writeWithoutTransaction(body) }
  }

  /// Says GRDB's errors in the engine's words.
  static func translating<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as DatabaseError {
      let accident = SQLiteAccident(
        code: error.extendedResultCode.rawValue, systemError: 0, message: error.message ?? "SQLite failed")
      throw accident.error(statement: error.sql ?? "")
    }
  }
}
