import SQLEngine

extension PostgresDatabase {
  /// Waits a moment for whoever still looks at an older snapshot, then has the tables vacuumed, their indexes too.
  ///
  /// What PostgreSQL frees is overwritten when the room is used again, and its log holds it until it was archived and recycled.
  package func purge(_ tables: [String]) async throws -> Bool {
    let now = try await write { transaction in try transaction.row("SELECT pg_current_xact_id()::text AS now")?.text("now") ?? "" }
    var patience = 50
    while try await isSeenByOlder(than: now) {
      patience -= 1
      guard patience > 0 else { return false }
      try await Task.sleep(for: .milliseconds(100))
    }
    try await aside { connection in
      for table in try Self.existing(tables, on: connection) {
        connection.runSoon("VACUUM (INDEX_CLEANUP ON, TRUNCATE OFF) \"\(table)\"")
        _ = try connection.settle()
      }
      for index in try Self.wordIndexes(of: tables, on: connection) {
        connection.runSoon("\(index.isWhole ? "REINDEX" : "DROP") INDEX CONCURRENTLY \"\(index.name)\"")
        _ = try connection.settle()
      }
    }
    return true
  }

  /// Whether a snapshot, a prepared transaction or a standby holds on to rows that were there before the transaction `now`.
  private func isSeenByOlder(than now: String) async throws -> Bool {
    try await read { transaction in
      try transaction.row(
        """
        SELECT 1 AS found FROM (
          SELECT backend_xmin AS oldest FROM pg_stat_activity
          WHERE pid <> pg_backend_pid() AND (datname = current_database() OR datname IS NULL)
          UNION ALL SELECT xmin FROM pg_replication_slots
          UNION ALL SELECT transaction FROM pg_prepared_xacts WHERE database = current_database()
        ) AS holders
        WHERE oldest IS NOT NULL AND age(oldest) > age((\(now)::xid8)::xid) LIMIT 1
        """) != nil
    }
  }

  private static func existing(_ tables: [String], on connection: PostgresConnection) throws -> [String] {
    connection.runSoon("BEGIN READ ONLY")
    connection.isInTransaction = true
    defer { connection.rollBack() }
    let found = try connection.rows(
      "SELECT relname::text AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'")
    return try found.map { try $0.text("name") }.filter(Set(tables).contains)
  }

  /// The indexes that keep a word when the last row that had it is gone, so that they are made anew; and what is left of one whose making
  /// was broken off.
  private static func wordIndexes(of tables: [String], on connection: PostgresConnection) throws -> [(name: String, isWhole: Bool)] {
    connection.runSoon("BEGIN READ ONLY")
    connection.isInTransaction = true
    defer { connection.rollBack() }
    let found = try connection.rows(
      """
      SELECT word_index.relname::text AS name, owner.relname::text AS owner, indisvalid AS is_whole
      FROM pg_index JOIN pg_class AS word_index ON word_index.oid = indexrelid JOIN pg_class AS owner ON owner.oid = indrelid
        JOIN pg_am ON pg_am.oid = word_index.relam
      WHERE amname = 'gin' AND owner.relnamespace = current_schema()::regnamespace ORDER BY name
      """)
    return try found.filter { Set(tables).contains(try $0.text("owner")) }.map { (try $0.text("name"), try $0.flag("is_whole")) }
  }
}
