/// Everything that the total of an order depends on, and nothing else (rule M9).
package struct TotalsInput: Hashable, Sendable {
  package var currency: Currency
  package var taxesEnabled: Bool
  package var taxRounding: TaxRounding
  /// Where exact halves go in every step (rule M7).
  package var rounding: Rounding
  package var lines: [TotalsLine]
  /// What lowers the items as a whole, in order: order discounts, promotions, points. Each takes what the ones before left.
  package var reductions: [DiscountValue]
  package var fees: [TotalsCharge]
  /// Minor units added after tax, untaxed; not negative.
  package var debits: [Int64]
  /// Minor units taken off after tax, untaxed; not negative, cut so that the total is never negative.
  package var credits: [Int64]
  package var shipping: TotalsCharge?

  package init(
    currency: Currency, taxesEnabled: Bool = true, taxRounding: TaxRounding = .document, rounding: Rounding = .halfUp,
    lines: [TotalsLine] = [], reductions: [DiscountValue] = [], fees: [TotalsCharge] = [], debits: [Int64] = [], credits: [Int64] = [],
    shipping: TotalsCharge? = nil
  ) {
    self.currency = currency
    self.taxesEnabled = taxesEnabled
    self.taxRounding = taxRounding
    self.rounding = rounding
    self.lines = lines
    self.reductions = reductions
    self.fees = fees
    self.debits = debits
    self.credits = credits
    self.shipping = shipping
  }
}

/// What one line brings to the total.
package struct TotalsLine: Hashable, Sendable {
  package var quantity: Quantity
  package var unitPrice: UnitPrice
  /// The line's own discounts, in order.
  package var discounts: [DiscountValue]
  package var taxRates: [TaxRate]
  /// Whether the price is quoted with its taxes in it.
  package var includesTax: Bool
  /// False keeps every tax off the line, whatever its rates.
  package var taxable: Bool

  package init(
    quantity: Quantity, unitPrice: UnitPrice, discounts: [DiscountValue] = [], taxRates: [TaxRate] = [], includesTax: Bool = false,
    taxable: Bool = true
  ) {
    self.quantity = quantity
    self.unitPrice = unitPrice
    self.discounts = discounts
    self.taxRates = taxRates
    self.includesTax = includesTax
    self.taxable = taxable
  }
}

/// A fee or the shipping line: an amount with taxes of its own, never lowered by an order discount (rules M6, M18).
package struct TotalsCharge: Hashable, Sendable {
  /// Minor units as quoted; negative is an allowance.
  package var amount: Int64
  package var taxRates: [TaxRate]
  package var includesTax: Bool

  package init(amount: Int64, taxRates: [TaxRate] = [], includesTax: Bool = false) {
    self.amount = amount
    self.taxRates = taxRates
    self.includesTax = includesTax
  }
}
