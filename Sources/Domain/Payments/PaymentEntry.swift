/// One line of the shop's list of payments: money that came in or is on its way, or money given back.
package struct PaymentEntry: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case payment, refund
  }

  /// Every state a line can be in: those of ``Payment/Status``, and those of a refund.
  package enum Status: String, Sendable, CaseIterable {
    case created
    case requiresAction = "requires_action"
    case authorized, claimed, captured
    case partiallyRefunded = "partially_refunded"
    case refunded, failed, voided
    case pending, succeeded
  }

  package let kind: Kind
  /// The identity of the payment or of the refund.
  package let id: String
  package let orderID: ID<Order>
  package let orderNumber: String
  package let customerName: String?
  /// The payment that a refund gives back from.
  package let paymentID: ID<Payment>?
  package let method: PaymentMethod
  package let status: Status
  /// Above zero, whichever way the money goes.
  package let amount: Money
  /// Minor units given back of a payment; 0 for a refund.
  package let refunded: Int64
  package let reference: String?
  package let provider: PaymentProvider?
  /// The provider's name for the payment or the refund.
  package let providerName: String?
  package let card: CardSight?
  package let failure: String?
  package let registerID: ID<Register>?
  package let staffID: String?
  package let createdAt: Instant

  package init(
    kind: Kind, id: String, orderID: ID<Order>, orderNumber: String, customerName: String?, paymentID: ID<Payment>?, method: PaymentMethod,
    status: Status, amount: Money, refunded: Int64, reference: String?, provider: PaymentProvider?, providerName: String?,
    card: CardSight?, failure: String?, registerID: ID<Register>?, staffID: String?, createdAt: Instant
  ) {
    self.kind = kind
    self.id = id
    self.orderID = orderID
    self.orderNumber = orderNumber
    self.customerName = customerName
    self.paymentID = paymentID
    self.method = method
    self.status = status
    self.amount = amount
    self.refunded = refunded
    self.reference = reference
    self.provider = provider
    self.providerName = providerName
    self.card = card
    self.failure = failure
    self.registerID = registerID
    self.staffID = staffID
    self.createdAt = createdAt
  }
}

/// What an order is called in a list of something else: its number, and whose it is.
package struct OrderLabel: Sendable, Equatable {
  package let number: String
  package let customerName: String?

  package init(number: String, customerName: String?) {
    self.number = number
    self.customerName = customerName
  }
}

/// Which lines of the list of payments are asked for.
package struct PaymentFilter: Sendable {
  /// Nil for both.
  package var kind: PaymentEntry.Kind?
  package var methods: [PaymentMethod] = []
  package var statuses: [PaymentEntry.Status] = []
  package var orderID: ID<Order>?
  /// Inclusive.
  package var createdFrom: Instant?
  /// Exclusive.
  package var createdTo: Instant?
  /// A number of an order, a reference, a provider's name for a payment, or the last four digits of a card.
  package var search: String?

  package init() {}
}

/// How much of the shop's money waits for somebody, each counted up to ``limit``.
package struct PaymentsWaiting: Sendable, Equatable {
  /// Where counting stops: this number means "this many or more".
  package static let limit: Int64 = 1000

  /// Transfers that customers say they made.
  package let toCheck: Int64
  /// Money that a person has to decide about.
  package let toDecide: Int64
  /// Payments and refunds on their way.
  package let underWay: Int64

  package init(toCheck: Int64, toDecide: Int64, underWay: Int64) {
    self.toCheck = toCheck
    self.toDecide = toDecide
    self.underWay = underWay
  }
}
