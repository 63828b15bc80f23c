import SQLEngine

/// The settings that durability and correctness rest on, and what they must be (P1).
extension PostgresConnection {
  private static let needed: [(setting: String, unsafe: Set<String>, needed: String)] = [
    ("fsync", ["off"], "on"),
    ("full_page_writes", ["off"], "on"),
    ("synchronous_commit", ["off", "local"], "on"),
    ("data_checksums", ["off"], "on (pg_checksums --enable, while the server is stopped)"),
    ("server_encoding", [], "UTF8"),
  ]

  /// Whether acknowledged writes are safe with this value of a setting; of others nothing is asked.
  static func isSafe(_ value: String, of setting: String) -> Bool {
    needed.filter { $0.setting == setting }.allSatisfy { isSafe(value, $0.unsafe, $0.needed) }
  }

  private static func isSafe(_ value: String, _ unsafe: Set<String>, _ needed: String) -> Bool {
    unsafe.isEmpty ? value == needed : !unsafe.contains(value)
  }

  /// Connects, refuses an unsafe server, and makes what the engine needs beside the shop's tables.
  ///
  /// Throws ``PostgresOpenError`` or ``EngineError``.
  func open() throws {
    try reach()
    isInTransaction = true
    runSoon("BEGIN")
    try requireSafeSettings()
    // Two processes that start together would make the same things at the same instant.
    runSoon("SELECT pg_advisory_xact_lock(\(String(Self.lock)))")
    for statement in Self.marksSchema { runSoon(statement) }
    runSoon("COMMIT")
    _ = try settle()
    isInTransaction = false
  }

  /// - Throws: ``PostgresOpenError/unsafe(setting:value:needed:)``, or ``EngineError``.
  func requireSafeSettings() throws {
    for (setting, unsafe, needed) in Self.needed {
      let value = try rows("SELECT current_setting(\(setting)) AS value").first?.text("value") ?? ""
      if !Self.isSafe(value, unsafe, needed) {
        throw PostgresOpenError.unsafe(setting: setting, value: value, needed: needed)
      }
    }
  }
}
