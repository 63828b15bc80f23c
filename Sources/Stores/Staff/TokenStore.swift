package import Domain
package import SQLEngine

extension Transaction {
  package var tokens: TokenStore { TokenStore(tx: self) }
}

/// The keys of programs, found by the hash of their secret.
package struct TokenStore {
  let tx: Transaction

  package func find(_ id: ID<APIToken>) throws -> APIToken? {
    try tx.row("SELECT \(Self.columns) FROM api_tokens WHERE id = \(id.text)").map(Self.token)
  }

  package func take(_ id: ID<APIToken>) throws -> APIToken {
    guard let token = try find(id) else { throw Refusal.notFound("token") }
    return token
  }

  package func find(secretHash: String) throws -> APIToken? {
    try tx.row("SELECT \(Self.columns) FROM api_tokens WHERE secret_hash = \(secretHash)").map(Self.token)
  }

  /// Newest first, without revoked ones; `after` is the last id of the page before.
  package func list(q: String?, location: ID<Location>?, after: String?, limit: Int) throws -> [APIToken] {
    var conditions: [SQL] = ["revoked_at IS NULL"]
    if let q { conditions.append("instr(lower(name), lower(\(q))) > 0") }
    if let location { conditions.append("location_id = \(location.text)") }
    if let after { conditions.append("id < \(after)") }
    let filter = conditions.joined(separator: " AND ")
    return try tx.rows("SELECT \(Self.columns) FROM api_tokens WHERE \(filter) ORDER BY id DESC LIMIT \(limit)").map(Self.token)
  }

  package func add(_ token: APIToken, secretHash: String) throws {
    try tx.execute(
      """
      INSERT INTO api_tokens (id, secret_hash, name, role, location_id, expires_at, revoked_at, created_at)
      VALUES (\(token.id.text), \(secretHash), \(token.name), \(token.role.rawValue), \(token.locationID?.text),
        \(token.expiresAt?.milliseconds), \(token.revokedAt?.milliseconds), \(token.createdAt.milliseconds))
      """)
  }

  package func save(_ token: APIToken) throws {
    try tx.execute(
      "UPDATE api_tokens SET name = \(token.name), revoked_at = \(token.revokedAt?.milliseconds) WHERE id = \(token.id.text)")
  }

  private static let columns: SQL = "id, name, role, location_id, expires_at, revoked_at, created_at"

  private static func token(_ row: Row) throws -> APIToken {
    guard let role = Role(rawValue: try row.text("role")) else { throw EngineError.statement("api_tokens.role is none we know") }
    return APIToken(
      id: ID(stored: try row.text("id")), name: try row.text("name"), role: role,
      locationID: try row.textOrNil("location_id").map(ID.init(stored:)),
      expiresAt: try row.integerOrNil("expires_at").map(Instant.init(milliseconds:)),
      revokedAt: try row.integerOrNil("revoked_at").map(Instant.init(milliseconds:)),
      createdAt: Instant(milliseconds: try row.integer("created_at")))
  }
}
