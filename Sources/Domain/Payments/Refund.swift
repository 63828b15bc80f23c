/// Money given back for one order, or on its way back; it never exceeds what was captured (P9).
package struct Refund: Hashable, Sendable, Identified {
  package static let idPrefix = "rfd"

  /// What became of it. What a provider gives back is `pending` from before the provider is asked until the provider said what it did.
  package enum Status: String, Sendable, CaseIterable {
    case pending, succeeded, failed

    /// Whether the money is counted as given back: also while nobody knows, so that it is never given back twice.
    package var counts: Bool { self != .failed }
  }

  /// Who gave it back.
  package enum Origin: String, Sendable, CaseIterable {
    /// Somebody here.
    case shop
    /// Somebody on the provider's own pages.
    case provider
    /// The payer's bank, after a dispute that was lost.
    case dispute
  }

  package let id: ID<Refund>
  /// The payment it came from; nil only for a return whose sale the shop never recorded.
  package let paymentID: ID<Payment>?
  package let method: PaymentMethod
  /// Minor units handed back.
  package let amount: Int64
  package let cashRounding: Int64
  package let reason: String?
  package let lines: [RefundedLine]
  package let registerID: ID<Register>?
  package let sessionID: String?
  package let staffID: String?
  package let createdAt: Instant
  package let origin: Origin
  /// The return that it pays for; its goods come back by that, never by the refund.
  package let returnID: ID<Return>?
  /// What the money is found by outside, such as the bank's reference of a transfer.
  package let reference: String?
  /// What the parts of one request have in common; nil for refunds from before there were parts.
  package let requestKey: String?
  /// How much of it was above what the order costs, in minor units, so that it gave nothing of the sale back (rule E5).
  package var excess: Int64 = 0
  package var status: Status
  /// The provider's name for it, once it has one.
  package var providerRefund: String?
  /// Why it failed, in words for a person.
  package var failure: String?
  /// When it was known what became of it; nil while it is pending.
  package var settledAt: Instant?

  package init(
    id: ID<Refund>, paymentID: ID<Payment>?, method: PaymentMethod, amount: Int64, cashRounding: Int64, reason: String?,
    lines: [RefundedLine], registerID: ID<Register>?, sessionID: String?, staffID: String?, createdAt: Instant,
    origin: Origin = .shop, reference: String? = nil, requestKey: String? = nil, status: Status = .succeeded,
    providerRefund: String? = nil, failure: String? = nil, settledAt: Instant? = nil, returnID: ID<Return>? = nil
  ) {
    self.id = id
    self.paymentID = paymentID
    self.method = method
    self.amount = amount
    self.cashRounding = cashRounding
    self.reason = reason
    self.lines = lines
    self.registerID = registerID
    self.sessionID = sessionID
    self.staffID = staffID
    self.createdAt = createdAt
    self.origin = origin
    self.reference = reference
    self.requestKey = requestKey
    self.status = status
    self.providerRefund = providerRefund
    self.failure = failure
    self.settledAt = settledAt
    self.returnID = returnID
  }
}

/// Units of a line that came back, and whether they return to the shelf.
package struct RefundedLine: Sendable, Hashable {
  package let lineID: ID<LineItem>
  package let quantity: Quantity
  package let restock: Bool

  package init(lineID: ID<LineItem>, quantity: Quantity, restock: Bool) {
    self.lineID = lineID
    self.quantity = quantity
    self.restock = restock
  }
}
