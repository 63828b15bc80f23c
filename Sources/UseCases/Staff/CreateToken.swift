package import Domain
import Secrets
import Stores

extension Shop {
  /// The secret of a new token; shown once, by who made it.
  package func newTokenSecret() -> String { SecretText.make(prefix: APIToken.secretPrefix) }

  /// What a browser's form tokens grow from before anybody signed in.
  package func newBrowserSecret() -> String { SecretText.make() }
}

extension UnitOfWork {
  /// Makes a key for a program, with no more than its maker has: neither a role nor a location beyond (IDR-07).
  ///
  /// - Parameter secret: from ``Shop/newTokenSecret()``; only its hash is kept.
  package func createToken(name: String, role: Role, locationID: String?, expiresAt: Instant?, secret: String) throws -> APIToken {
    try principal.require(.manageTokens)
    guard principal.role.mayGrant(role) else { throw Refusal.notYoursToGrant }
    if let expiresAt, expiresAt <= now {
      throw Refusal.invalid("expires_at", "invalid", "A token ends in the future.")
    }
    let token = APIToken(
      id: ids.next(), name: try Self.staffName(name), role: role, locationID: try workplace(locationID), expiresAt: expiresAt,
      createdAt: now)
    try tx.tokens.add(token, secretHash: SecretText.hash(secret))
    try record("token.created", EventObject("token", token.id.text), at: token.locationID)
    return token
  }

  /// The tokens that count, newest first; never their secrets.
  package func listTokens(search: String?, page: PageRequest) throws -> Page<APIToken> {
    try principal.require(.manageTokens)
    return try tx.tokens.list(search: search, in: principal.locationID, page: page)
  }

  package func takeToken(_ id: ID<APIToken>) throws -> APIToken {
    try principal.require(.manageTokens)
    let token = try tx.tokens.take(id)
    guard token.revokedAt == nil, principal.locationID == nil || principal.sees(token.locationID) else {
      throw Refusal.notFound("token")
    }
    return token
  }

  /// Only the name of a token can change; who needs other rights makes another one.
  package func renameToken(_ id: ID<APIToken>, to name: String) throws -> APIToken {
    var token = try takeToken(id)
    guard principal.role.mayGrant(token.role) else { throw Refusal.notYoursToGrant }
    token.name = try Self.staffName(name)
    try tx.tokens.save(token)
    return token
  }

  /// Ends a token for good.
  package func revokeToken(_ id: ID<APIToken>) throws {
    var token = try takeToken(id)
    guard principal.role.mayGrant(token.role) else { throw Refusal.notYoursToGrant }
    token.revokedAt = now
    try tx.tokens.save(token)
    try record("token.revoked", EventObject("token", id.text), at: token.locationID)
  }
}
