/// Which payment gives back how much, and how.
package struct RefundPart: Sendable, Equatable {
  package let paymentID: ID<Payment>
  /// How the money was paid.
  package let paidBy: PaymentMethod
  package let method: PaymentMethod
  /// Minor units that leave the payment.
  package let amount: Int64
  package let cashRounding: Int64

  /// Whether the money goes back another way than it came, which is how stolen cards are turned into cash (REF-05).
  package var isElsewhere: Bool { method != paidBy }

  /// Whether a provider has to give it back, so that it is known only later what became of it.
  package var isThroughProvider: Bool { method.isThroughProvider }
}

extension PaymentMethod {
  /// Whether the money is in a provider's hands: only it can take it, and only it can give it back.
  package var isThroughProvider: Bool { self == .gateway || self == .cardOnFile }

  /// Whether money can go back this way only where it came from: to that card, to that gift card.
  var goesBackWhereItCame: Bool { isThroughProvider || self == .giftCard }
}

/// What somebody wants back: an amount, or units of lines.
package enum RefundClaim: Sendable {
  case amount(Int64)
  case lines([RefundedLine])
}

extension Order {
  /// What the units are worth: the discount of a line goes back with its units, and parts add up to what was paid (M14).
  ///
  /// - Throws: ``RefusalCode/validationFailed`` for an unknown line or an order that was never placed,
  ///   ``RefusalCode/exceedsRefundable`` for more units than are left.
  package func worth(of parts: [RefundedLine]) throws(Refusal) -> Int64 {
    guard placedAt != nil else {
      throw .invalid("lines", "not_placed", "Nothing of order \(shownNumber) was sold yet. Name the amount to give back instead.")
    }
    var sum = Money.zero(currency)
    var seen: Set<ID<LineItem>> = []
    for (index, part) in parts.enumerated() {
      guard let line = lines.first(where: { $0.id == part.lineID }), let payable = line.totals?.total else {
        throw .invalid("lines[\(index)].line_id", "unknown", "There is no such line on this order.")
      }
      guard seen.insert(part.lineID).inserted else {
        throw .invalid("lines[\(index)].line_id", "duplicate", "Name each line once.")
      }
      guard !part.quantity.isZero, line.canBeDivided(by: part.quantity) else {
        throw .invalid("lines[\(index)].quantity", "out_of_range", "Give back at least one unit.")
      }
      sum = try sum.adding(
        RefundShare.amount(of: payable, quantity: line.quantity, returned: line.refundedQuantity, returning: part.quantity))
    }
    return sum.minorUnits
  }

  /// Minor units that were captured and not given back yet.
  package var refundable: Int64 { max(0, amountPaid - amountRefunded) }

  /// Cuts an amount over the payments it may come from, the newest first; cash is rounded to coins, never above what is left.
  ///
  /// - Parameters:
  ///   - paymentID: the only payment it may come from.
  ///   - method: how it is given back where that is not how it was paid. A card at a provider and a gift card take back only what was paid
  ///     with them.
  /// - Throws: ``RefusalCode/validationFailed`` for a way in which nothing was paid, ``RefusalCode/exceedsRefundable``, ``RefusalCode/conflict`` for an order that was never placed and keeps no money.
  package func planRefund(
    of amount: Int64, from paymentID: ID<Payment>?, by method: PaymentMethod?, rounding: CashRounding
  ) throws(Refusal) -> [RefundPart] {
    guard placedAt != nil || refundable > 0 else {
      throw Refusal(.conflict, "No money is kept for order \(shownNumber), so there is nothing to give back.")
    }
    guard amount > 0 else { throw .invalid("amount", "out_of_range", "A refund is at least 1.") }
    let sources = try refundSources(paymentID, method)
    var left = amount
    var parts: [RefundPart] = []
    for payment in sources.reversed() where left > 0 {
      let available = payment.amount - payment.refunded
      let share = min(left, available)
      guard share > 0 else { continue }
      left -= share
      let way = method ?? payment.method
      let (payable, difference) = try Self.rounded(share, within: available, way, rounding, currency)
      guard payable > 0 else { continue }
      parts.append(
        RefundPart(paymentID: payment.id, paidBy: payment.method, method: way, amount: payable, cashRounding: difference))
    }
    guard left == 0 else {
      throw Refusal(
        .exceedsRefundable, "Only \(refundable) of order \(shownNumber) can still be refunded.",
        failures: [FieldFailure(field: "amount", code: "exceeds_refundable", message: "Refund no more than was captured.")])
    }
    guard !parts.isEmpty else { throw .invalid("amount", "out_of_range", "This is less than the smallest coin.") }
    return parts
  }

  private func refundSources(_ paymentID: ID<Payment>?, _ method: PaymentMethod?) throws(Refusal) -> [Payment] {
    var sources = payments.filter { $0.status.isCaptured && (paymentID == nil || $0.id == paymentID) }
    if let paymentID, sources.isEmpty {
      throw .invalid("payment_id", "unknown", "Order \(shownNumber) has no such captured payment \(paymentID).")
    }
    if let method, method.goesBackWhereItCame {
      sources = sources.filter { $0.method == method }
      if sources.isEmpty {
        throw .invalid(
          "method", "unavailable", "Nothing was paid this way, so nothing can go back this way. Leave the method out, or name another.")
      }
    }
    return sources
  }

  private static func rounded(
    _ share: Int64, within available: Int64, _ method: PaymentMethod, _ rounding: CashRounding, _ currency: Currency
  ) throws(Refusal) -> (Int64, Int64) {
    guard method == .cash, share < available else { return (share, 0) }
    let rounded = try rounding.round(Money(minorUnits: share, currency: currency))
    let payable = min(rounded.payable.minorUnits, available)
    return (payable, payable - share)
  }
}
