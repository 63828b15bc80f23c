/// Every amount of an order that follows from its contents (rules M2 to M8, M17, M18).
///
/// `total` = lines + shipping + fees + debits − credits, each as payable, tax included.
package struct OrderTotals: Hashable, Sendable {
  /// In the order of the input's lines.
  package let lines: [LineTotals]
  /// What each reduction of the input takes off, in its order; positive.
  package let reductions: [Money]
  package let fees: [ChargeTotals]
  package let shipping: ChargeTotals?
  package let debits: [Money]
  /// What each credit takes off after cutting, in its order; positive.
  package let credits: [Money]
  /// One per title, rate and kind of price, over the whole order, in the order in which they first occur.
  package let taxLines: [TaxLine]
  /// The lines before any discount, as quoted.
  package let subtotal: Money
  /// Own discounts of the lines and reductions of the order; positive.
  package let discountTotal: Money
  /// The shipping line as payable, tax included.
  package let shippingTotal: Money
  /// The fees as payable, tax included.
  package let feeTotal: Money
  package let debitTotal: Money
  package let creditTotal: Money
  /// All taxes, those within the prices too.
  package let taxTotal: Money
  package let total: Money

  /// The totals of an order with nothing in it.
  package static func zero(_ currency: Currency) -> OrderTotals {
    let zero = Money.zero(currency)
    return OrderTotals(
      lines: [], reductions: [], fees: [], shipping: nil, debits: [], credits: [], taxLines: [], subtotal: zero, discountTotal: zero,
      shippingTotal: zero, feeTotal: zero, debitTotal: zero, creditTotal: zero, taxTotal: zero, total: zero)
  }
}

/// Every amount of one line.
package struct LineTotals: Hashable, Sendable {
  /// Quantity times unit price, rounded; with or without tax, as the price was quoted.
  package let subtotal: Money
  /// Own discounts and the shares of the order's reductions; positive.
  package let discountTotal: Money
  /// What each own discount takes off, in order.
  package let ownDiscounts: [Money]
  /// The share of each reduction of the order, in their order.
  package let shares: [Money]
  package let taxLines: [TaxLine]
  package let taxTotal: Money
  /// What is payable for the line, tax included.
  package let total: Money
}

/// Every amount of a fee or of the shipping line.
package struct ChargeTotals: Hashable, Sendable {
  /// As quoted.
  package let amount: Money
  package let taxLines: [TaxLine]
  package let taxTotal: Money
  /// What is payable, tax included.
  package let total: Money
}

/// One tax on one thing, or on the order.
package struct TaxLine: Hashable, Sendable {
  package let title: String
  package let rate: Rate
  /// Whether the tax is within the price.
  package let includesTax: Bool
  /// What the tax is computed on, without any tax.
  package let taxable: Money
  package let amount: Money
}
