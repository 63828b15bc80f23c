/// What it costs to send something into a zone: one amount, or by weight, or by what the goods cost; within limits.
package struct ShippingRate: Sendable, Equatable, Identified {
  package static let idPrefix = "shr"
  /// The most bands one rate may have.
  package static let bandLimit = 50

  /// What the price goes by.
  package enum Basis: String, Sendable, CaseIterable {
    /// One price for all.
    case flat
    /// Grams; the greater of what a parcel weighs and what its room counts for.
    case weight
    /// What the goods cost after discounts, in minor units.
    case subtotal
  }

  /// The price up to and with a bound; the last band may have none.
  package struct Band: Sendable, Hashable {
    /// Grams or minor units; nil for no bound.
    package var upTo: Int64?
    /// Minor units.
    package var price: Int64

    package init(upTo: Int64?, price: Int64) {
      self.upTo = upTo
      self.price = price
    }
  }

  package let id: ID<ShippingRate>
  package var zoneID: ID<ShippingZone>
  /// As the order and the invoice show it.
  package var title: String
  package let currency: Currency
  package var basis: Basis
  /// In rising order of their bounds; a flat rate has one without a bound.
  package var bands: [Band]
  /// How many cubic millimetres count as a gram; nil where room costs nothing.
  package var volumetricDivisor: Int64?
  /// What it carries at most; a missing part is no limit.
  package var largest: Parcel
  /// For which sums of the goods it is offered, in minor units, both ends included.
  package var minimumSubtotal: Int64?
  package var maximumSubtotal: Int64?
  /// Taxes by the class at the order's location; nil where ``taxRates`` say them.
  package var taxClassID: ID<TaxClass>?
  package var taxRates: [TaxRate]
  package var priceIncludesTax: Bool
  package let createdAt: Instant

  package init(id: ID<ShippingRate>, zoneID: ID<ShippingZone>, currency: Currency, priceIncludesTax: Bool, createdAt: Instant) {
    self.id = id
    self.zoneID = zoneID
    self.currency = currency
    self.priceIncludesTax = priceIncludesTax
    self.createdAt = createdAt
    title = ""
    basis = .flat
    bands = []
    largest = Parcel()
    taxRates = []
  }

  /// - Throws: `validationFailed` naming every field that does not fit.
  package mutating func settle() throws(Refusal) {
    title = title.composed
    var checks = FieldChecks()
    checks.text(title, "title", limit: 255, required: true)
    checkBands(&checks)
    if let volumetricDivisor, !(1...1_000_000).contains(volumetricDivisor) {
      checks.fail("volumetric_divisor", "out_of_range", "A divisor is 1 to 1000000; carriers use 4000 to 6000.")
    }
    largest.check("max_", &checks)
    if let minimumSubtotal, let maximumSubtotal, minimumSubtotal > maximumSubtotal {
      checks.fail("max_subtotal", "out_of_range", "The highest sum is not below the lowest.")
    }
    if taxClassID != nil, !taxRates.isEmpty {
      checks.fail("tax_rates", "exclusive", "Name a tax class or rates of its own, not both.")
    }
    try checks.finish()
  }

  private func checkBands(_ checks: inout FieldChecks) {
    if bands.isEmpty { checks.fail("bands", "required", "Say what it costs.") }
    if bands.count > Self.bandLimit { checks.fail("bands", "too_many", "A rate may have at most \(Self.bandLimit) bands.") }
    if basis == .flat, bands.count > 1 || bands.first?.upTo != nil {
      checks.fail("bands", "flat", "A flat rate has one price without a bound.")
    }
    var last: Int64 = -1
    for (index, band) in bands.prefix(Self.bandLimit).enumerated() {
      guard let upTo = band.upTo else {
        if index < bands.count - 1 { checks.fail("bands[\(index)].up_to", "order", "Only the last band has no bound.") }
        continue
      }
      if upTo <= last { checks.fail("bands[\(index)].up_to", "order", "Each bound is above the one before.") }
      last = upTo
    }
  }
}
