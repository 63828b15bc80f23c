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
    /// Company register and the like, at the foot.
    package var footer: String?
    /// Where the invoice may be paid by transfer; nil where that is not offered in its currency.
    package var bank: BankAccount?

    package init(
      shopName: String, legalName: String? = nil, taxID: String? = nil, address: Address? = nil, email: String? = nil, phone: String? = nil,
      footer: String? = nil, bank: BankAccount? = nil
    ) {
      self.shopName = shopName
      self.legalName = legalName
      self.taxID = taxID
      self.address = address
      self.email = email
      self.phone = phone
      self.footer = footer
      self.bank = bank
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
  /// The number of the invoice that this one takes something off; nil on an invoice, so that only credit notes have it.
  package var corrects: String?
  /// The number of the invoice that this one adds to; nil on an order's first.
  package var supplements: String?
  /// The papers that corrected or added to this one since it was sent, the first first.
  package var corrections: [String] = []
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

  package init(
    seller: Seller, buyer: Buyer?, billingAddress: Address?, shippingAddress: Address?, orderNumber: String, invoiceNumber: String?,
    corrects: String?, revision: Int64, issuedAt: Instant?, orderedAt: Instant, purchaseOrderNumber: String?, customerNote: String?,
    terms: String?, payment: PaymentPromise?, language: String, timeZone: String, currency: Currency, lines: [InvoiceLine],
    changes: [InvoiceChange], delivery: InvoiceChange?, taxes: [InvoiceTax], taxTotal: Int64, total: Int64
  ) {
    self.seller = seller
    self.buyer = buyer
    self.billingAddress = billingAddress
    self.shippingAddress = shippingAddress
    self.orderNumber = orderNumber
    self.invoiceNumber = invoiceNumber
    self.corrects = corrects
    self.revision = revision
    self.issuedAt = issuedAt
    self.orderedAt = orderedAt
    self.purchaseOrderNumber = purchaseOrderNumber
    self.customerNote = customerNote
    self.terms = terms
    self.payment = payment
    self.language = language
    self.timeZone = timeZone
    self.currency = currency
    self.lines = lines
    self.changes = changes
    self.delivery = delivery
    self.taxes = taxes
    self.taxTotal = taxTotal
    self.total = total
  }
}
