/// One line of an invoice.
package struct InvoiceLine: Sendable, Equatable {
  /// What was taken off this line alone, and why.
  package struct Reduction: Sendable, Equatable {
    /// Nil where nobody named it.
    package let title: String?
    /// Positive.
    package let amount: Int64

    package init(title: String?, amount: Int64) {
      self.title = title
      self.amount = amount
    }
  }

  package var title: String
  package var sku: String?
  package var note: String?
  package var unit: String?
  package var quantity: Quantity
  package var unitPrice: UnitPrice
  package var priceIncludesTax: Bool
  /// How often it is charged again; nil for once.
  package var cycle: BillingCycle?
  package var reductions: [Reduction]
  package var rates: [Rate]
  /// Quantity times unit price less the reductions, as quoted: with or without tax.
  package var amount: Int64
  /// What is payable for the line in the end, its share of the order's discounts and its tax included.
  package var total: Int64

  package init(
    title: String, sku: String?, note: String?, unit: String?, quantity: Quantity, unitPrice: UnitPrice, priceIncludesTax: Bool,
    cycle: BillingCycle?, reductions: [Reduction], rates: [Rate], amount: Int64, total: Int64
  ) {
    self.title = title
    self.sku = sku
    self.note = note
    self.unit = unit
    self.quantity = quantity
    self.unitPrice = unitPrice
    self.priceIncludesTax = priceIncludesTax
    self.cycle = cycle
    self.reductions = reductions
    self.rates = rates
    self.amount = amount
    self.total = total
  }
}

/// An amount beside the lines.
package struct InvoiceChange: Sendable, Equatable {
  /// The word for it where nobody named it: `discount`, `fee`, `delivery` …
  package let kind: String
  package let title: String?
  /// As quoted; negative where it lowers what is payable.
  package let amount: Int64

  package init(kind: String, title: String?, amount: Int64) {
    self.kind = kind
    self.title = title
    self.amount = amount
  }
}

/// One tax over the whole invoice.
package struct InvoiceTax: Sendable, Equatable {
  package let title: String
  package let rate: Rate
  /// Whether it is within the prices, so that it adds nothing.
  package let includesTax: Bool
  /// What it is computed on, without any tax.
  package let taxable: Int64
  package let amount: Int64

  package init(title: String, rate: Rate, includesTax: Bool, taxable: Int64, amount: Int64) {
    self.title = title
    self.rate = rate
    self.includesTax = includesTax
    self.taxable = taxable
    self.amount = amount
  }
}
