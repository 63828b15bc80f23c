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

  /// Newest first, without revoked ones; `search` is the beginning of a word of the name.
  package func list(search: String?, in scope: ID<Location>?, page: PageRequest) throws -> Page<APIToken> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let named: SQL = search.map { "AND \(NamePrefix.condition("name", $0))" } ?? ""
    let scoped: SQL = scope.map { "AND location_id = \($0)" } ?? ""
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      """
      SELECT \(Self.columns) FROM api_tokens WHERE revoked_at IS NULL \(named) \(scoped) \(after)
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(Self.token), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
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

  /// Notes that a key was used.
  package func touch(_ id: ID<APIToken>, at now: Instant) throws {
    try tx.execute("UPDATE api_tokens SET last_used_at = \(now) WHERE id = \(id)")
  }

  private static let columns: SQL = "id, name, role, location_id, expires_at, revoked_at, last_used_at, created_at"

  private static func token(_ row: Row) throws -> APIToken {
    guard let role = Role(rawValue: try row.text("role")) else { throw EngineError.statement("api_tokens.role is none we know") }
    return APIToken(
      id: ID(stored: try row.text("id")), name: try row.text("name"), role: role,
      locationID: try row.textOrNil("location_id").map(ID.init(stored:)),
      expiresAt: try row.integerOrNil("expires_at").map(Instant.init(milliseconds:)),
      revokedAt: try row.integerOrNil("revoked_at").map(Instant.init(milliseconds:)),
      lastUsedAt: try row.instantOrNil("last_used_at"), createdAt: Instant(milliseconds: try row.integer("created_at")))
  }
}
