/// One tax by name and rate, as it is printed: VAT 21 %.
package struct TaxRate: Hashable, Sendable {
  package let title: String
  package let rate: Rate

  package init(title: String, rate: Rate) {
    self.title = title
    self.rate = rate
  }
}

/// Where tax is rounded (rule M5); stored in the order.
package enum TaxRounding: String, Hashable, Sendable, CaseIterable {
  /// Once per tax and group over the whole document, then allocated to the lines.
  case document
  /// Once per tax on every line, fee and shipping line by itself.
  case line
}

/// What a discount takes off (rule M3).
package enum DiscountValue: Hashable, Sendable {
  case percentage(Percentage)
  /// Minor units, not negative; once for the whole line or once for each unit. Off an order, `per` says nothing.
  case fixed(minorUnits: Int64, per: DiscountScope)
}

/// What a fixed discount is taken off once.
package enum DiscountScope: String, Hashable, Sendable, CaseIterable {
  case line, unit
}
