/// Somebody who works in the shop and signs in as themselves: at the office with e-mail and password, at a till with a PIN.
///
/// Carries no secret: hashes stay in the store, so that no answer can contain one.
package struct Staff: Sendable, Equatable, Identified {
  package static let idPrefix = "stf"

  package let id: ID<Staff>
  package var name: String
  /// As ``EmailAddress`` spells it; unique in the shop. Nil for a cashier who only has a PIN.
  package var email: String?
  package var role: Role
  /// The only location this person works at; nil for all.
  package var locationID: ID<Location>?
  package var hasPassword: Bool
  package var hasPIN: Bool
  /// Nil while the person may sign in.
  package var disabledAt: Instant?
  package let createdAt: Instant
  package var updatedAt: Instant

  package init(
    id: ID<Staff>, name: String, email: String?, role: Role, locationID: ID<Location>? = nil, hasPassword: Bool = false,
    hasPIN: Bool = false, disabledAt: Instant? = nil, createdAt: Instant, updatedAt: Instant
  ) {
    self.id = id
    self.name = name
    self.email = email
    self.role = role
    self.locationID = locationID
    self.hasPassword = hasPassword
    self.hasPIN = hasPIN
    self.disabledAt = disabledAt
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  package var isDisabled: Bool { disabledAt != nil }
}
