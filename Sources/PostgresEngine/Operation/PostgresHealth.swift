package import SQLEngine

extension PostgresDatabase: ManagedDatabase {
  /// Host, port and database of an address, without user and password.
  ///
  /// - Throws: ``PostgresOpenError/badAddress(reason:)``
  package static func place(of address: String) throws -> String { try PostgresAddress(address).place }

  /// A lost connection is opened again, so no accident is for good.
  package var failure: EngineError? { nil }

  package func version() async throws -> EngineVersion {
    let row = try await read { transaction in
      try transaction.row("SELECT current_setting('server_version') AS number, current_setting('server_version_num') AS sort")
    }
    let isOld = try row.flatMap { Int(try $0.text("sort")) }.map { $0 < Self.oldestVersion } ?? false
    return EngineVersion(
      name: "PostgreSQL", number: try row?.text("number") ?? "", advice: isOld ? "older than 15, which this version was tested with" : nil)
  }

  private static let oldestVersion = 150_000

  /// As a connection of the shop sees them; what a role or a database sets for itself counts.
  package func settingsReadBack() async throws -> [EngineSetting] {
    let (rows, facts) = try await read { transaction in
      let rows = try transaction.rows(
        """
        SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums',
          'server_encoding', 'synchronous_standby_names', 'wal_level', 'archive_mode', 'max_connections', 'shared_buffers', 'max_wal_size')
        ORDER BY name
        """)
      let facts = try transaction.row(
        """
        SELECT CASE WHEN pg_is_in_recovery() THEN 'yes' ELSE 'no' END AS recovers,
          (SELECT CASE WHEN ssl THEN 'yes' ELSE 'no' END FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS encrypted,
          (SELECT datcollate FROM pg_database WHERE datname = current_database()) AS collation
        """)
      return (rows, facts)
    }
    var settings = try rows.map { row in
      let (name, value) = (try row.text("name"), try row.text("setting"))
      return EngineSetting(name, value, isSafe: PostgresConnection.isSafe(value, of: name))
    }
    if let facts {
      let recovers = try facts.text("recovers")
      settings.append(EngineSetting("in_recovery", recovers, isSafe: recovers == "no"))
      settings.append(EngineSetting("connection_encrypted", try facts.textOrNil("encrypted") ?? "unknown"))
      settings.append(EngineSetting("collation", try facts.text("collation")))
    }
    return settings
  }

  /// What the role may not see is said to be unknown.
  package func replicationState() async throws -> [String] {
    try await read { transaction in
      try transaction.rows(
        """
        SELECT COALESCE(application_name, '?') AS name, COALESCE(state, 'unknown state') AS state,
          COALESCE(sync_state, 'unknown') AS kind, CAST(EXTRACT(EPOCH FROM replay_lag) * 1000 AS BIGINT) AS lag
        FROM pg_stat_replication ORDER BY application_name
        """
      ).map { row in
        let lag = try row.integerOrNil("lag").map { ", \($0) ms behind" } ?? ""
        return "\(try row.text("name")): \(try row.text("state")), \(try row.text("kind"))\(lag)"
      }
    }
  }

  /// What extensions brought along does not count.
  package func isBlank() async throws -> Bool {
    try await read { transaction in
      try transaction.row(
        """
        SELECT 1 AS found FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT EXISTS (
          SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
        LIMIT 1
        """) == nil
    }
  }
}
