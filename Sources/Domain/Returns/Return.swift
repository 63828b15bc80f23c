/// Goods of a sale that come back, or are to: asked for, then taken back or refused, line by line (axis D of `docs/states.md`).
package struct Return: Hashable, Sendable, Identified {
  package static let idPrefix = "ret"
  /// The most returns one order may have.
  package static let limit = 100

  /// How a return stands as a whole; read off its parts.
  package enum Status: String, Sendable, CaseIterable {
    case requested, received, rejected
  }

  package let id: ID<Return>
  package let createdAt: Instant
  package let staffID: String?
  /// What came back, or is to, in the order it was asked for; a line of the order stands here twice where its units met with different ends.
  package internal(set) var parts: [ReturnPart]
  /// Why it was refused, in words for the customer.
  package internal(set) var refusal: String?
  /// The draft with what the customer takes instead.
  package internal(set) var exchangeOrderID: ID<Order>?

  package init(
    id: ID<Return>, createdAt: Instant, staffID: String?, parts: [ReturnPart], refusal: String? = nil, exchangeOrderID: ID<Order>? = nil
  ) {
    self.id = id
    self.createdAt = createdAt
    self.staffID = staffID
    self.parts = parts
    self.refusal = refusal
    self.exchangeOrderID = exchangeOrderID
  }

  package var status: Status {
    if parts.contains(where: { $0.outcome == nil }) { return .requested }
    return hasReceived ? .received : .rejected
  }

  /// Whether any of it is back in the shop.
  package var hasReceived: Bool { parts.contains(where: \.isReceived) }

  /// Units of a line that came back or still may: what was refused stays with the customer.
  package func claimed(_ line: ID<LineItem>) -> Int64 {
    parts.reduce(0) { $1.lineID == line && $1.outcome != .rejected ? $0 &+ $1.quantity.thousandths : $0 }
  }

  /// Units of a line that are back, in thousandths.
  package func received(_ line: ID<LineItem>) -> Int64 {
    parts.reduce(0) { $1.lineID == line && $1.isReceived ? $0 &+ $1.quantity.thousandths : $0 }
  }
}

/// Some units of a line of the order, on their way back together.
package struct ReturnPart: Hashable, Sendable, Identified {
  package static let idPrefix = "rtp"

  /// What became of them.
  package enum Outcome: String, Sendable, CaseIterable {
    /// Back, and fit to be sold again.
    case resellable
    /// Back, and not to be sold.
    case unsellable
    /// Refused: they stay with the customer.
    case rejected
  }

  package let id: ID<ReturnPart>
  package let lineID: ID<LineItem>
  package internal(set) var quantity: Quantity
  /// Why the customer gives them back.
  package let reason: String?
  /// Nil until somebody decides.
  package internal(set) var outcome: Outcome?
  package internal(set) var decidedAt: Instant?

  package init(
    id: ID<ReturnPart>, lineID: ID<LineItem>, quantity: Quantity, reason: String?, outcome: Outcome? = nil, decidedAt: Instant? = nil
  ) {
    self.id = id
    self.lineID = lineID
    self.quantity = quantity
    self.reason = reason
    self.outcome = outcome
    self.decidedAt = decidedAt
  }

  package var isReceived: Bool { outcome == .resellable || outcome == .unsellable }
}
