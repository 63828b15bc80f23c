/// Everything an invoice says, copied at one moment, so that no later change of shop, customer or goods reaches it (T5, P8).
///
/// Holds nothing that is the shop's own business: no costs, staff notes, tags or identities. Amounts are minor units of `currency`.
package struct InvoiceSnapshot: Sendable, Equatable {
  /// Who sells.
  package struct Seller: Sendable, Equatable {
    package var shopName: String
    package var legalName: String?
    package var taxID: String?
    package var address: Address?
    package var email: String?
    package var phone: String?
    /// Bank account, company register and the like, at the foot.
    package var footer: String?

    package init(
      shopName: String, legalName: String? = nil, taxID: String? = nil, address: Address? = nil, email: String? = nil, phone: String? = nil,
      footer: String? = nil
    ) {
      self.shopName = shopName
      self.legalName = legalName
      self.taxID = taxID
      self.address = address
      self.email = email
      self.phone = phone
      self.footer = footer
    }
  }

  /// Who buys, as far as anybody wrote it down.
  package struct Buyer: Sendable, Equatable {
    package var name: String?
    package var company: String?
    package var taxID: String?

    package init(name: String?, company: String?, taxID: String?) {
      self.name = name
      self.company = company
      self.taxID = taxID
    }
  }

  package var seller: Seller
  package var buyer: Buyer?
  package var billingAddress: Address?
  package var shippingAddress: Address?
  /// What the order was called when this was written.
  package var orderNumber: String
  /// Nil in a preview of what was never sent.
  package var invoiceNumber: String?
  /// 1 for the first that was sent.
  package var revision: Int64
  /// When it was sent; nil in a preview.
  package var issuedAt: Instant?
  package var orderedAt: Instant
  package var purchaseOrderNumber: String?
  package var customerNote: String?
  package var terms: String?
  package var payment: PaymentPromise?
  /// BCP 47, the customer's or the shop's.
  package var language: String
  /// IANA name.
  package var timeZone: String
  package var currency: Currency
  package var lines: [InvoiceLine]
  /// Discounts, points, fees, debits and credits of the order, in their order.
  package var changes: [InvoiceChange]
  package var delivery: InvoiceChange?
  package var taxes: [InvoiceTax]
  /// All taxes, those within the prices too.
  package var taxTotal: Int64
  package var total: Int64
}

/// When how much is to be paid, in the words of the payment terms.
package struct PaymentPromise: Sendable, Equatable {
  /// One amount and the day by which it is to be paid.
  package struct Part: Sendable, Equatable {
    package let amount: Int64
    package let dueOn: CalendarDate
    package let isDeposit: Bool

    package init(amount: Int64, dueOn: CalendarDate, isDeposit: Bool) {
      self.amount = amount
      self.dueOn = dueOn
      self.isDeposit = isDeposit
    }
  }

  /// What the shop calls these terms; nil where nobody named them.
  package let title: String?
  /// The day by which nothing may be open any more.
  package let dueOn: CalendarDate
  /// More than one only where a deposit is asked for.
  package let parts: [Part]

  package init(title: String?, dueOn: CalendarDate, parts: [Part]) {
    self.title = title
    self.dueOn = dueOn
    self.parts = parts
  }
}

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
