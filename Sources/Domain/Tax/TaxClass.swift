/// A kind of goods as tax sees it: standard, reduced, books.
package struct TaxClass: Sendable, Equatable, Identified {
  package static let idPrefix = "txc"

  package let id: ID<TaxClass>
  package var name: String
  /// The class of products that name none; at most one class is it.
  package var isDefault: Bool
  package let createdAt: Instant

  package init(id: ID<TaxClass>, name: String, isDefault: Bool, createdAt: Instant) {
    self.id = id
    self.name = name
    self.isDefault = isDefault
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
