/// Something that changes what an order costs beside its lines.
package struct Adjustment: Hashable, Sendable, Identified {
  package static let idPrefix = "adj"

  /// Discount, promotion and points lower the tax base; a fee is taxed by its own rates; credit and debit come after tax (M18).
  package enum Kind: String, Sendable, CaseIterable {
    case discount, promotion, credit, debit, points, fee

    /// Whether it is shared out over the lines before tax (M4).
    package var lowersLines: Bool {
      switch self {
      case .discount, .promotion, .points: true
      case .credit, .debit, .fee: false
      }
    }
  }

  package let id: ID<Adjustment>
  package var kind: Kind
  package var title: String?
  package var reason: String?
  package var code: String?
  package var value: DiscountValue
  /// Only a fee carries tax of its own.
  package var taxRates: [TaxRate]
  package var priceIncludesTax: Bool
  /// What it came to when the order was last computed, in minor units, tax included, never negative.
  package var amount: Int64
  package var staffID: String?
  /// The promotion behind it, where it is of that kind.
  package var promotionID: ID<Promotion>?

  package init(
    id: ID<Adjustment>, kind: Kind, title: String?, reason: String?, code: String?, value: DiscountValue, taxRates: [TaxRate],
    priceIncludesTax: Bool, amount: Int64 = 0, staffID: String? = nil, promotionID: ID<Promotion>? = nil
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.reason = reason
    self.code = code
    self.value = value
    self.taxRates = taxRates
    self.priceIncludesTax = priceIncludesTax
    self.amount = amount
    self.staffID = staffID
    self.promotionID = promotionID
  }

  /// The fixed amount of a fee, debit or credit; a percentage has none.
  package var fixedAmount: Int64 {
    switch value {
    case .fixed(let minorUnits, _): minorUnits
    case .percentage: 0
    }
  }
}
