import SQLEngine

extension PostgresDatabase {
  /// Constraints and indexes that do not hold, and, where the extension `amcheck` is installed, every index and table read through.
  package func integrityCheck() async throws -> [String] {
    let (findings, indexes, tables) = try await read { transaction in
      (
        try Self.invalid(in: transaction), try Self.checkable("bt_index_check", in: transaction),
        try Self.checkable("verify_heapam", in: transaction)
      )
    }
    guard findings.isEmpty, !(indexes.isEmpty && tables.isEmpty) else { return findings }
    return try await aside { connection in
      var damage: [String] = []
      for index in indexes {
        if let said = try Self.finding(
          on: connection, { try $0.rows("SELECT bt_index_check(\(index)::bigint::oid::regclass)::text AS said") }
        ).error {
          damage.append(said)
        }
      }
      for table in tables {
        let found = try Self.finding(on: connection) {
          try $0.rows("SELECT blkno::text AS block, msg FROM verify_heapam(\(table)::bigint::oid::regclass) LIMIT 10")
        }
        damage += try found.rows.map { row in "block \(try row.text("block")): \(try row.text("msg"))" } + [found.error].compactMap(\.self)
      }
      return damage
    }
  }

  private static func invalid(in transaction: Transaction) throws -> [String] {
    try transaction.rows(
      """
      SELECT 'The constraint ' || conname || ' of ' || conrelid::regclass::text || ' was never checked' AS finding
      FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND NOT convalidated
      UNION ALL
      SELECT 'The index ' || indexrelid::regclass::text || ' is not valid' FROM pg_index
      WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
        AND NOT (indisvalid AND indisready AND indislive)
      """
    ).map { try $0.text("finding") }
  }

  /// What `function` of the extension can look at; empty where there is no such function or this role may not call it.
  private static func checkable(_ function: String, in transaction: Transaction) throws -> [Int64] {
    try transaction.rows(
      """
      SELECT pg_class.oid::bigint AS id FROM pg_class LEFT JOIN pg_am ON pg_am.oid = pg_class.relam
      WHERE relnamespace = current_schema()::regnamespace
        AND ((relkind = 'i' AND amname = 'btree' AND \(function) = 'bt_index_check') OR (relkind = 'r' AND \(function) = 'verify_heapam'))
        AND EXISTS (SELECT 1 FROM pg_proc WHERE proname = \(function) AND has_function_privilege(pg_proc.oid, 'EXECUTE'))
      ORDER BY relname
      """
    ).map { try $0.integer("id") }
  }

  /// Damage ends the statement that meets it, so each looks in a transaction of its own.
  private static func finding(
    on connection: PostgresConnection, _ look: (PostgresConnection) throws -> [Row]
  ) throws -> (rows: [Row], error: String?) {
    connection.failure = nil
    connection.runSoon("BEGIN READ ONLY")
    connection.isInTransaction = true
    defer { connection.rollBack() }
    do {
      return (try look(connection), nil)
    } catch EngineError.unavailable(let reason) where connection.isConnected {
      return ([], reason)
    }
  }

  /// Runs `body` on a connection of its own, so that nobody waits for it and no limit breaks it off.
  func aside<Result: Sendable>(_ body: @escaping @Sendable (PostgresConnection) throws -> Result) async throws -> Result {
    let thread = PostgresThread("aside", address, settings: Self.unlimited)
    do {
      let result = try await thread.run { connection in
        try connection.connect()
        return try body(connection)
      }
      await thread.close()
      return result
    } catch {
      await thread.close()
      throw error
    }
  }

  static let unlimited = [("statement_timeout", "0"), ("lock_timeout", "0"), ("idle_session_timeout", "0")]
    .map { (name: $0.0, value: $0.1) }
}
