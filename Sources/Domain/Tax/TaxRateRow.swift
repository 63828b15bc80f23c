/// One tax that a class of goods bears, at one location or at all.
///
/// A location with rates of its own for a class uses only those; every other location uses the ones without a location.
/// Several rates of one class are several taxes on the same base (rule M17).
package struct TaxRateRow: Sendable, Equatable, Identified {
  package static let idPrefix = "txr"

  package let id: ID<TaxRateRow>
  package var taxClassID: ID<TaxClass>
  /// Nil: wherever there is no rate for the location itself.
  package var locationID: ID<Location>?
  /// As printed: VAT.
  package var title: String
  package var rate: Rate
  package let createdAt: Instant

  package init(
    id: ID<TaxRateRow>, taxClassID: ID<TaxClass>, locationID: ID<Location>?, title: String, rate: Rate, createdAt: Instant
  ) {
    self.id = id
    self.taxClassID = taxClassID
    self.locationID = locationID
    self.title = title
    self.rate = rate
    self.createdAt = createdAt
  }

  /// - Throws: `validationFailed` naming `title`.
  package mutating func settle() throws(Refusal) {
    title = title.composed
    var checks = FieldChecks()
    checks.text(title, "title", limit: 255, required: true)
    try checks.finish()
  }

  package var taxRate: TaxRate { TaxRate(title: title, rate: rate) }
}
