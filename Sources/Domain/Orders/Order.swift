/// A sale from its first scribbled line to its last refund: cart, held order, draft, invoice and online order are states of it.
///
/// Values change through the verbs in this room and in `Holds` and `Payments`; `status` changes only through ``move(_:)``.
package struct Order: Sendable, Identified {
  package static let idPrefix = "ord"

  package let id: ID<Order>
  package let clientID: String?
  /// The n of `D-n`, given when the draft is made and kept for ever; 0 for one that is only calculated.
  package private(set) var draftNumber: Int64
  /// The order number: set by hand while a draft, or given at placing.
  package var number: String?
  package internal(set) var status: OrderStatus
  /// What an import said of goods that came back; see ``returnStatus``.
  package internal(set) var storedReturnStatus: ReturnStatus
  package var cancelReason: String?
  package let channel: Channel
  package let currency: Currency
  package var pricesIncludeTax: Bool
  package var taxesEnabled: Bool
  package let taxRounding: TaxRounding
  /// As the shop rounded when the order was made (M7).
  package let rounding: Rounding
  package var customerID: ID<Customer>?
  /// Who that is, as read or set with the order; never saved with it.
  package var customer: Customer?
  package var billingAddress: Address?
  package var shippingAddress: Address?
  package var lines: [LineItem]
  package var adjustments: [Adjustment]
  package var shippingLine: ShippingLine?
  /// Packages, in the order they were prepared; see `PackingAnOrder.swift`.
  package var shipments: [Shipment]
  package var note: String?
  package var customerNote: String?
  package var tags: [String]
  /// Details, terms, consent and invoice, where there are any; see ``OrderPapers``.
  package var papers: OrderPapers
  /// Where its customer sees it, from the first sending on; made on reading, never saved.
  package var checkoutURL: String?
  /// The business day of the shop when it was read, where it has terms of payment; never saved.
  package var readOn: CalendarDate?
  package var locationID: ID<Location>?
  package var registerID: ID<Register>?
  package var staffID: String?
  /// The conversation it was made in; where that was put into another one, that.
  package var conversationID: ID<Conversation>?
  package internal(set) var hold: Hold?
  package internal(set) var lease: Lease?
  package var payments: [Payment]
  package var refunds: [Refund]
  /// What came back or is to, in the order it was asked for; see `Returns/ReturningGoods.swift`.
  package var returns: [Return]
  /// What was said of transfers, in the order in which it was said; each has a payment of its own.
  package var transferNotices: [TransferNotice]
  package var orderedAt: Instant?
  package internal(set) var placedAt: Instant?
  package internal(set) var discardedAt: Instant?
  /// The hold a discarded draft had, so that restoring it puts it back (T14).
  package internal(set) var discardedHold: Hold?
  package let createdAt: Instant
  package var updatedAt: Instant
  package var version: Int64
  /// The sums as last computed by ``recalculate()``.
  package internal(set) var totals: OrderTotals

  /// A new draft (T1): nothing in it is demanded.
  package init(
    id: ID<Order>, clientID: String?, draftNumber: Int64, channel: Channel, currency: Currency, pricesIncludeTax: Bool,
    taxesEnabled: Bool, taxRounding: TaxRounding, rounding: Rounding, createdAt: Instant
  ) {
    self.init(
      id: id, clientID: clientID, draftNumber: draftNumber, status: .draft, returnStatus: .none, channel: channel, currency: currency,
      pricesIncludeTax: pricesIncludeTax, taxesEnabled: taxesEnabled, taxRounding: taxRounding, rounding: rounding,
      totals: .zero(currency), createdAt: createdAt, updatedAt: createdAt, version: 1)
  }

  private init(
    id: ID<Order>, clientID: String?, draftNumber: Int64, status: OrderStatus, returnStatus: ReturnStatus, channel: Channel,
    currency: Currency, pricesIncludeTax: Bool, taxesEnabled: Bool, taxRounding: TaxRounding, rounding: Rounding, totals: OrderTotals,
    createdAt: Instant, updatedAt: Instant, version: Int64
  ) {
    self.id = id
    self.clientID = clientID
    self.draftNumber = draftNumber
    self.status = status
    storedReturnStatus = returnStatus
    self.channel = channel
    self.currency = currency
    self.pricesIncludeTax = pricesIncludeTax
    self.taxesEnabled = taxesEnabled
    self.taxRounding = taxRounding
    self.rounding = rounding
    self.totals = totals
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.version = version
    lines = []
    adjustments = []
    shipments = []
    tags = []
    papers = OrderPapers()
    payments = []
    refunds = []
    returns = []
    transferNotices = []
  }

  /// Gives a draft that was only calculated its number, once.
  package mutating func becomeDraft(number: Int64) {
    if draftNumber == 0 { draftNumber = number }
  }

  /// What a draft shows as its number (`D-17`).
  package var draftNumberText: String { "D-\(draftNumber)" }

  /// The number a person reads out: the order number once there is one.
  package var shownNumber: String { number ?? draftNumberText }

  /// A sale over the counter: what is bought leaves at once, unless it is to be sent (`api.md` §2).
  package var isRegisterSale: Bool {
    shippingLine == nil && (channel == .register || registerID != nil)
  }

  /// Whether contents may be changed.
  package var isEditable: Bool { status == .draft }
}

extension Order {
  /// The facts of a stored order that are not its contents.
  package struct Stored: Sendable {
    package let status: OrderStatus
    package let returnStatus: ReturnStatus
    package let hold: Hold?
    package let lease: Lease?
    package let placedAt: Instant?
    package let discardedAt: Instant?
    package let discardedHold: Hold?
    package let updatedAt: Instant
    package let version: Int64
    package let totals: OrderTotals

    package init(
      status: OrderStatus, returnStatus: ReturnStatus, hold: Hold?, lease: Lease?, placedAt: Instant?, discardedAt: Instant?,
      discardedHold: Hold?, updatedAt: Instant, version: Int64, totals: OrderTotals
    ) {
      self.status = status
      self.returnStatus = returnStatus
      self.hold = hold
      self.lease = lease
      self.placedAt = placedAt
      self.discardedAt = discardedAt
      self.discardedHold = discardedHold
      self.updatedAt = updatedAt
      self.version = version
      self.totals = totals
    }
  }

  /// Puts a stored order together again; only the store calls it.
  package mutating func take(_ stored: Stored) {
    status = stored.status
    storedReturnStatus = stored.returnStatus
    hold = stored.hold
    lease = stored.lease
    placedAt = stored.placedAt
    discardedAt = stored.discardedAt
    discardedHold = stored.discardedHold
    updatedAt = stored.updatedAt
    version = stored.version
    totals = stored.totals
  }
}
