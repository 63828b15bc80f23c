/// Money given back for one order; it never exceeds what was captured.
package struct Refund: Hashable, Sendable, Identified {
  package static let idPrefix = "rfd"

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

  package init(
    id: ID<Refund>, paymentID: ID<Payment>?, method: PaymentMethod, amount: Int64, cashRounding: Int64, reason: String?,
    lines: [RefundedLine], registerID: ID<Register>?, sessionID: String?, staffID: String?, createdAt: Instant
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
