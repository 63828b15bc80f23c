/// How somebody pays.
package enum PaymentMethod: String, Sendable, CaseIterable {
  case cash
  case cardTerminal = "card_terminal"
  case bankTransfer = "bank_transfer"
  case cardOnFile = "card_on_file"
  case storeCredit = "store_credit"
  case giftCard = "gift_card"
  case gateway, manual
}

/// Money that came in, or is on its way, for one order.
package struct Payment: Hashable, Sendable, Identified {
  package static let idPrefix = "pay"

  /// What became of one payment.
  package enum Status: String, Sendable, CaseIterable {
    case created
    case requiresAction = "requires_action"
    case authorized, claimed, captured
    case partiallyRefunded = "partially_refunded"
    case refunded, failed, voided

    /// Whether the money is ours, or was until we gave it back.
    package var isCaptured: Bool {
      switch self {
      case .captured, .partiallyRefunded, .refunded: true
      case .created, .requiresAction, .authorized, .claimed, .failed, .voided: false
      }
    }

    /// Whether somebody is still waiting for an answer about it.
    package var isPending: Bool {
      switch self {
      case .created, .requiresAction, .claimed: true
      case .authorized, .captured, .partiallyRefunded, .refunded, .failed, .voided: false
      }
    }
  }

  package let id: ID<Payment>
  package let method: PaymentMethod
  package var status: Status
  /// Minor units that count towards the order, cash rounding included (M12).
  package internal(set) var amount: Int64
  /// What was handed over; nil where that is not a question.
  package let tendered: Int64?
  package let change: Int64
  /// What rounding to the smallest coin added to (or took from) the due.
  package let cashRounding: Int64
  package var refunded: Int64
  package let reference: String?
  package let giftCardID: String?
  package let registerID: ID<Register>?
  package let sessionID: String?
  package let staffID: String?
  package let createdAt: Instant
  /// What a provider has to do with it; nil for money that was taken here.
  package var trace: ProviderTrace?

  package init(
    id: ID<Payment>, method: PaymentMethod, status: Status, amount: Int64, tendered: Int64?, change: Int64, cashRounding: Int64,
    refunded: Int64, reference: String?, giftCardID: String?, registerID: ID<Register>?, sessionID: String?, staffID: String?,
    createdAt: Instant
  ) {
    self.id = id
    self.method = method
    self.status = status
    self.amount = amount
    self.tendered = tendered
    self.change = change
    self.cashRounding = cashRounding
    self.refunded = refunded
    self.reference = reference
    self.giftCardID = giftCardID
    self.registerID = registerID
    self.sessionID = sessionID
    self.staffID = staffID
    self.createdAt = createdAt
  }
}
