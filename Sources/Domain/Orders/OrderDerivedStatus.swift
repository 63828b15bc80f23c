/// The four axes that are read off the facts of an order; nothing sets them (`docs/states.md`).
extension Order {
  /// Money that came in, refunds not subtracted, in minor units.
  package var amountPaid: Int64 {
    payments.reduce(0) { sum, payment in payment.status.isCaptured ? Self.sum(sum, payment.amount) : sum }
  }

  /// Money given back or on its way back, in minor units; what a provider refused to give back is not in it.
  package var amountRefunded: Int64 {
    refunds.reduce(0) { $1.status.counts ? Self.sum($0, $1.amount) : $0 }
  }

  /// Refunds from before the order was placed, in minor units: that money was never payment for anything, so it settles nothing.
  package var refundedBeforePlacing: Int64 {
    refunds.reduce(0) { sum, refund in refund.status.counts && isFromBeforePlacing(refund) ? Self.sum(sum, refund.amount) : sum }
  }

  /// Refunds of what was paid above the total, in minor units: that money settles nothing any more, so that an order that costs more again
  /// asks for it again (rule E5).
  package var refundedExcess: Int64 {
    refunds.reduce(0) { sum, refund in refund.status.counts && !isFromBeforePlacing(refund) ? Self.sum(sum, refund.excess) : sum }
  }

  /// Captured money that counts towards what is payable, in minor units.
  package var amountCounted: Int64 {
    Self.sum(Self.sum(Self.sum(amountPaid, -refundedBeforePlacing), -refundedExcess), -surplusBeforePlacing)
  }

  /// What was paid above what is payable, and has not gone back; in minor units.
  package var amountOverpaid: Int64 {
    guard placedAt != nil, status != .canceled else { return 0 }
    return min(refundable, max(0, Self.sum(amountCounted, -amountPayable)))
  }

  /// Money that came for what the order was before it was changed, and that nobody has given back: while the order is not placed, it is
  /// payment for nothing, so that no draft is paid by it (P8).
  private var surplusBeforePlacing: Int64 {
    guard placedAt == nil else { return 0 }
    return payments.reduce(0) { sum, payment in
      guard payment.status.isCaptured, payment.trace?.state == .surplus else { return sum }
      return Self.sum(sum, Self.sum(payment.amount, -payment.refunded))
    }
  }

  private func isFromBeforePlacing(_ refund: Refund) -> Bool {
    guard let placedAt else { return true }
    guard refund.createdAt < placedAt, let payment = payments.first(where: { $0.id == refund.paymentID }) else { return false }
    return payment.createdAt < placedAt
  }

  /// What rounding to the smallest coin added to the due (M12); what it added to cash that went back, because more was paid than the order
  /// costs, is off again.
  package var cashRounding: Int64 {
    let paid = payments.reduce(0) { sum, payment in payment.status.isCaptured ? Self.sum(sum, payment.cashRounding) : sum }
    return refunds.reduce(paid) { sum, refund in
      refund.status.counts && refund.excess > 0 && refund.excess == refund.amount ? Self.sum(sum, -refund.cashRounding) : sum
    }
  }

  /// What is payable, cash rounding included.
  package var amountPayable: Int64 { Self.sum(totals.total.minorUnits, cashRounding) }

  /// What is still to pay: 0 once it was paid in full, whatever is refunded later, and when canceled or only a return.
  package var amountDue: Int64 {
    guard status != .canceled, !isReturnOnly else { return 0 }
    return max(0, Self.sum(amountPayable, -amountCounted))
  }

  /// Whether the money that counts covers what is payable; an integer test without tolerance (M13).
  package var isPaidInFull: Bool { amountCounted >= amountPayable }

  package var paymentStatus: PaymentStatus {
    let paid = amountCounted
    let refunded = Self.sum(Self.sum(amountRefunded, -refundedBeforePlacing), -refundedExcess)
    if refunded > 0 { return refunded >= paid ? .refunded : .partiallyRefunded }
    if paid > 0 { return paid > amountPayable ? .overpaid : paid == amountPayable ? .paid : .partiallyPaid }
    if payments.contains(where: { $0.status.isPending }) { return .pending }
    if payments.contains(where: { $0.status == .authorized }) { return .authorized }
    if placedAt == nil, amountRefunded > 0 { return .refunded }
    // Nothing to pay, or less than the smallest coin.
    if placedAt != nil, isPaidInFull { return .paid }
    if !payments.isEmpty, payments.allSatisfy({ $0.status == .voided }) { return .voided }
    return .unpaid
  }

  package var displayStatus: DisplayStatus {
    if status == .canceled { return .canceled }
    if returnStatus == .received || returnStatus == .refunded { return .returned }
    if hold != nil { return .onHold }
    if status == .draft { return .draft }
    if status == .closed { return .completed }
    switch fulfillmentStatus {
    case .shipped: return .shipped
    case .readyForPickup: return .readyForPickup
    case .notRequired, .unfulfilled, .partiallyFulfilled, .fulfilled: break
    }
    if payments.contains(where: { $0.status == .claimed }) { return .paymentCheck }
    let isPaid = paymentStatus == .paid || paymentStatus == .overpaid
    return isPaid ? .paid : .awaitingPayment
  }

  /// Whether nothing is left to do, so that the order leaves the work lists by itself (T9).
  package var isSettled: Bool {
    let isDone = fulfillmentStatus == .fulfilled || fulfillmentStatus == .notRequired
    return status == .placed && isPaidInFull && isDone && returns.allSatisfy(self.isDone)
  }

  /// Sums of stored amounts are far below the limit of 64 bits; a damaged row shows the nearest end instead of ending the process.
  private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (result, overflow) = left.addingReportingOverflow(right)
    return overflow ? (right < 0 ? .min : .max) : result
  }
}
