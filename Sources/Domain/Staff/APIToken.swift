/// A program's key to the API: opaque, with a role and optionally one location. The secret itself is shown once and never stored.
package struct APIToken: Sendable, Equatable, Identified {
  package static let idPrefix = "tok"

  package let id: ID<APIToken>
  package var name: String
  package let role: Role
  package let locationID: ID<Location>?
  /// Nil for a token that does not end by itself.
  package let expiresAt: Instant?
  package var revokedAt: Instant?
  /// To the minute; nil for a key that was never used.
  package let lastUsedAt: Instant?
  package let createdAt: Instant

  package init(
    id: ID<APIToken>, name: String, role: Role, locationID: ID<Location>?, expiresAt: Instant?, revokedAt: Instant? = nil,
    lastUsedAt: Instant? = nil, createdAt: Instant
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.locationID = locationID
    self.expiresAt = expiresAt
    self.revokedAt = revokedAt
    self.lastUsedAt = lastUsedAt
    self.createdAt = createdAt
  }

  package func isUsable(at now: Instant) -> Bool {
    if revokedAt != nil { return false }
    guard let expiresAt else { return true }
    return now < expiresAt
  }
}
