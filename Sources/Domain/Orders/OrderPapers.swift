/// What an order written at a desk brings along beside its goods: details, the buyer's own number, consent, terms, and its invoice.
///
/// Most orders have none of it, so it is stored apart from them and only where there is something.
package struct OrderPapers: Hashable, Sendable {
  package var details: OrderDetails?
  /// The buyer's number for this order, printed on the invoice.
  package var purchaseOrderNumber: String?
  package var consent: Consent?
  package var paymentTerms: PaymentTerms?
  /// The day that they count from, on the shop's calendar; nil until the order is sent or placed with terms of payment.
  package var dueFrom: CalendarDate?
  /// The shop's terms for this order, from a template or written for it.
  package var terms: String?
  /// BCP 47: the language in which the customer reads what is sent; nil is the shop's.
  package var language: String?
  package var invoice: InvoiceState?

  package init() {}

  package var isEmpty: Bool { self == OrderPapers() }

  /// What a copy of the order takes over: the customer agreed to that one, and the invoice is that one's.
  package var forCopy: OrderPapers {
    var copy = self
    copy.consent = nil
    copy.invoice = nil
    copy.dueFrom = nil
    return copy
  }
}

/// What the customer agreed to, or refused, when the order was taken.
package struct Consent: Hashable, Sendable {
  package let isGiven: Bool
  /// The sentence that was agreed to.
  package let text: String?
  package let givenAt: Instant?

  package init(isGiven: Bool, text: String?, givenAt: Instant?) {
    self.isGiven = isGiven
    self.text = text
    self.givenAt = givenAt
  }
}

/// The invoice of an order as its newest revision stands.
package struct InvoiceState: Hashable, Sendable {
  /// Counts from 1; each sending after a change makes the next.
  package let revision: Int64
  /// The number of the fiscal document; nil until one is issued.
  package let number: String?
  package let sentAt: Instant?
  package let viewedAt: Instant?

  package init(revision: Int64, number: String?, sentAt: Instant?, viewedAt: Instant?) {
    self.revision = revision
    self.number = number
    self.sentAt = sentAt
    self.viewedAt = viewedAt
  }
}

extension Order {
  package var details: OrderDetails? {
    get { papers.details }
    set { papers.details = newValue }
  }

  package var purchaseOrderNumber: String? {
    get { papers.purchaseOrderNumber }
    set { papers.purchaseOrderNumber = newValue }
  }

  package var consent: Consent? {
    get { papers.consent }
    set { papers.consent = newValue }
  }

  package var paymentTerms: PaymentTerms? {
    get { papers.paymentTerms }
    set { papers.paymentTerms = newValue }
  }

  package internal(set) var dueFrom: CalendarDate? {
    get { papers.dueFrom }
    set { papers.dueFrom = newValue }
  }

  package var terms: String? {
    get { papers.terms }
    set { papers.terms = newValue }
  }

  package var language: String? {
    get { papers.language }
    set { papers.language = newValue }
  }

  package var invoice: InvoiceState? {
    get { papers.invoice }
    set { papers.invoice = newValue }
  }
}
