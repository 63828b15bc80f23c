package import Domain
package import SQLEngine

extension Transaction {
  package var webSessions: WebSessionStore { WebSessionStore(tx: self) }
}

/// The sign-ins of browsers, found by the hash of their cookie. A session ends by having no row: at once, for everybody.
package struct WebSessionStore {
  let tx: Transaction

  /// The session and whose it is, unless it is over, begun by a clock that ran ahead, its person disabled or its device revoked.
  package func find(secretHash: String, at now: Instant) throws -> WebSession? {
    try tx.row(
      """
      SELECT w.staff_id, w.device_id, w.started_at, w.seen_at, w.expires_at, s.name, s.role, s.location_id AS staff_location_id,
        d.location_id, d.register_id
      FROM web_sessions w JOIN staff s ON s.id = w.staff_id LEFT JOIN devices d ON d.id = w.device_id
      WHERE w.secret_hash = \(secretHash) AND w.expires_at > \(now.milliseconds) AND w.started_at <= \(ClockSkew.latestStart(at: now))
        AND s.disabled_at IS NULL AND d.revoked_at IS NULL
      """
    ).map { try Self.session($0, secretHash: secretHash) }
  }

  package func add(_ session: WebSession) throws {
    try tx.execute(
      """
      INSERT INTO web_sessions (secret_hash, staff_id, device_id, started_at, seen_at, expires_at)
      VALUES (\(session.secretHash), \(session.staffID.text), \(session.deviceID?.text), \(session.startedAt.milliseconds),
        \(session.seenAt.milliseconds), \(session.expiresAt.milliseconds))
      """)
  }

  package func touch(_ secretHash: String, at now: Instant) throws {
    try tx.execute(
      "UPDATE web_sessions SET seen_at = \(now.milliseconds) WHERE secret_hash = \(secretHash) AND seen_at < \(now.milliseconds)")
  }

  package func remove(_ secretHash: String) throws {
    try tx.execute("DELETE FROM web_sessions WHERE secret_hash = \(secretHash)")
  }

  package func removeAll(of id: ID<Staff>) throws {
    try tx.execute("DELETE FROM web_sessions WHERE staff_id = \(id.text)")
  }

  /// Forgets what is over anyway.
  package func removeExpired(at now: Instant) throws {
    try tx.execute("DELETE FROM web_sessions WHERE expires_at <= \(now.milliseconds)")
  }

  private static func session(_ row: Row, secretHash: String) throws -> WebSession {
    guard let role = Role(rawValue: try row.text("role")) else { throw EngineError.statement("staff.role is none we know") }
    let deviceLocation = try row.textOrNil("location_id").map(ID<Location>.init(stored:))
    return WebSession(
      secretHash: secretHash, staffID: ID(stored: try row.text("staff_id")), staffName: try row.text("name"), role: role,
      staffLocationID: try row.textOrNil("staff_location_id").map(ID.init(stored:)),
      deviceID: try row.textOrNil("device_id").map(ID.init(stored:)), deviceLocationID: deviceLocation,
      registerID: try row.textOrNil("register_id").map(ID.init(stored:)),
      startedAt: Instant(milliseconds: try row.integer("started_at")), seenAt: Instant(milliseconds: try row.integer("seen_at")),
      expiresAt: Instant(milliseconds: try row.integer("expires_at")))
  }
}
