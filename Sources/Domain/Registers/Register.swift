/// A till at a location.
package struct Register: Sendable, Equatable, Identified {
  package static let idPrefix = "reg"

  package let id: ID<Register>
  package var name: String
  package var locationID: ID<Location>
  /// The draft that is open at it, if any; set by selling and retrieving, never by the caller.
  package var currentOrderID: ID<Order>?
  package let createdAt: Instant

  package init(id: ID<Register>, name: String, locationID: ID<Location>, currentOrderID: ID<Order>? = nil, createdAt: Instant) {
    self.id = id
    self.name = name
    self.locationID = locationID
    self.currentOrderID = currentOrderID
    self.createdAt = createdAt
  }

  /// - Throws: `validationFailed` naming `name`.
  package mutating func settle() throws(Refusal) {
    name = name.composed
    var checks = FieldChecks()
    checks.text(name, "name", limit: 255, required: true)
    try checks.finish()
  }
}
