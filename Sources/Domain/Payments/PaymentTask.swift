/// Money that a person has to decide about: nothing of it is lost, and nothing of it is decided by itself.
package struct PaymentTask: Hashable, Sendable, Identified {
  package static let idPrefix = "tsk"

  package enum Kind: String, Sendable, CaseIterable {
    /// More was paid than was due; to be given back, or kept as agreed with the customer.
    case surplus
    /// A payment that does not agree with what was agreed; it does not count.
    case mismatch
    /// Paid, but the order cannot be placed as it is.
    case notPlaced = "not_placed"
    case refundFailed = "refund_failed"
    /// The payer's bank takes the money back.
    case dispute
  }

  package enum Resolution: String, Sendable, CaseIterable {
    case refunded, kept, settled, dismissed
  }

  package let id: ID<PaymentTask>
  package let kind: Kind
  package let orderID: ID<Order>?
  package let paymentID: ID<Payment>?
  package let amount: Money
  /// What happened, in words for staff.
  package let detail: String
  package let createdAt: Instant
  package var resolvedAt: Instant?
  package var resolution: Resolution?

  package init(
    id: ID<PaymentTask>, kind: Kind, orderID: ID<Order>?, paymentID: ID<Payment>?, amount: Money, detail: String, createdAt: Instant,
    resolvedAt: Instant? = nil, resolution: Resolution? = nil
  ) {
    self.id = id
    self.kind = kind
    self.orderID = orderID
    self.paymentID = paymentID
    self.amount = amount
    self.detail = detail
    self.createdAt = createdAt
    self.resolvedAt = resolvedAt
    self.resolution = resolution
  }
}

extension PaymentTask {
  /// Refuses a decision that is none for this kind of task, or that needs words for those who ask later.
  ///
  /// - Throws: ``RefusalCode/validationFailed`` for `resolution` or `note`.
  package func allow(_ resolution: Resolution, note: String?) throws(Refusal) {
    guard kind.resolutions.contains(resolution) else {
      let words = kind.resolutions.map(\.rawValue).joined(separator: ", ")
      throw .invalid("resolution", "unavailable", "This is decided by one of: \(words).")
    }
    guard resolution == .refunded || !(note ?? "").isEmpty else {
      throw .invalid("note", "required", "Say what was agreed, or what was done about it.")
    }
  }
}

extension PaymentTask.Kind {
  /// How it may end by a person's hand.
  package var resolutions: [PaymentTask.Resolution] {
    switch self {
    case .surplus: [.refunded, .kept]
    case .notPlaced, .refundFailed: [.refunded, .settled]
    case .mismatch, .dispute: [.settled, .dismissed]
    }
  }
}
