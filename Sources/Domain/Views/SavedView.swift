/// A list of orders under a name: its filters and sorting as the query of an address.
package struct SavedView: Sendable, Equatable, Identified {
  package static let idPrefix = "viw"
  /// How many a person may keep; far more than a row of tabs can show.
  package static let limit = 100

  package let id: ID<SavedView>
  package var name: String
  /// The query of `GET /orders` without cursor and limit: `channel=phone&payment_status=unpaid`.
  package var query: String
  /// Who made it: ``Principal/actorKind`` and identity.
  package let owner: String
  /// Shown to everybody who may read orders.
  package var isShared: Bool
  package let createdAt: Instant

  package init(id: ID<SavedView>, name: String, query: String, owner: String, isShared: Bool, createdAt: Instant) {
    self.id = id
    self.name = name
    self.query = query
    self.owner = owner
    self.isShared = isShared
    self.createdAt = createdAt
  }

  /// - Throws: `validationFailed` naming every field that does not fit.
  package mutating func settle() throws(Refusal) {
    name = name.composed
    var checks = FieldChecks()
    checks.text(name, "name", limit: 60, required: true)
    checks.text(query, "query", limit: 2000)
    try checks.finish()
  }
}
