import GRDB
private import GRDBSQLite
package import SQLEngine

extension SQLiteDatabase: ManagedDatabase {
  /// SQLite before this version could damage a file that two connections write or checkpoint at the same instant. The shop has one
  /// writer, so only another program that opens the file could bring that about.
  private static let safeVersion = "3.51.3"

  package func version() -> EngineVersion {
    let number = String(cString: sqlite3_libversion())
    let isOld = Self.numbers(number).lexicographicallyPrecedes(Self.numbers(Self.safeVersion))
    return EngineVersion(
      name: "SQLite", number: number, advice: isOld ? "older than \(Self.safeVersion); update it when your system offers it" : nil)
  }

  private static func numbers(_ version: String) -> [Int] { version.split(separator: ".").map { Int($0) ?? 0 } }

  /// As the writing connection reports them: `synchronous` 2 is FULL.
  package func settingsReadBack() async throws -> [EngineSetting] {
    let safe = ["journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"]
    return try await onWriter { database in
      try [
        "journal_mode", "synchronous", "foreign_keys", "busy_timeout", "cell_size_check", "mmap_size", "trusted_schema",
        "journal_size_limit", "max_page_count", "page_size", "page_count", "freelist_count",
      ].map { name in
        let value = try String.fetchOne(database, sql: "PRAGMA \(name)") ?? ""
        return EngineSetting(name, value, isSafe: safe[name].map { $0 == value.lowercased() } ?? true)
      }
    }
  }

  /// A file has no copies that follow it.
  package func replicationState() -> [String] { [] }

  package func isBlank() async throws -> Bool {
    try await read { transaction in try transaction.row("SELECT 1 AS found FROM sqlite_master LIMIT 1") == nil }
  }

  /// Pages of which something was deleted are overwritten with zeros, so it is only left in the write-ahead log.
  package func purge(_ tables: [String]) async throws -> Bool { try await checkpoint() }

  /// The file is this process's alone.
  package func exclusively<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
    try await body()
  }

  /// The writing session lasts as long as the file is open.
  package func admitWriters(_ look: @escaping @Sendable (Transaction) throws -> Void) async throws {}

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
  /// works on an older snapshot keeps some, and so does a continuous copy that has not got it yet.
  package func checkpoint() async throws -> Bool {
    let replica = attachedReplica
    return try await onWriter { database in
      guard replica?.prepareCheckpoint() ?? true else { return false }
      return try GRDB.Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)").map { row in row[0] as Int == 0 } ?? false
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

  func onWriter<Result: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> Result) async throws -> Result {
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
