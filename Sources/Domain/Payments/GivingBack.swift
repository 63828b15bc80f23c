extension Order {
  /// Adds a refund, and what it takes from its payment.
  package mutating func take(_ refund: Refund) {
    refunds.append(refund)
    guard refund.status.counts else { return }
    countRefunded(refund.amount, of: refund.paymentID)
  }

  /// Writes down what became of a refund; one that failed leaves its money with the payment again. Units that came back with it stay
  /// back: the goods are here, whatever the money does.
  package mutating func settle(_ refund: Refund) {
    guard let index = refunds.firstIndex(where: { $0.id == refund.id }) else { return }
    let counted = refunds[index].status.counts
    refunds[index] = refund
    if counted, !refund.status.counts { countRefunded(-refund.amount, of: refund.paymentID) }
    if !counted, refund.status.counts { countRefunded(refund.amount, of: refund.paymentID) }
  }

  /// Counts units of a line as given back.
  ///
  /// - Returns: the line as it is now.
  /// - Throws: ``RefusalCode/exceedsRefundable`` for more units than were sold.
  package mutating func giveBack(_ part: RefundedLine) throws(Refusal) -> LineItem {
    guard let index = lines.firstIndex(where: { $0.id == part.lineID }) else { throw .notFound("line") }
    guard let returned = lines[index].refundedQuantity.adding(part.quantity), returned <= lines[index].quantity else {
      throw Refusal(.exceedsRefundable, "More of \(lines[index].title) would come back than was sold.")
    }
    lines[index].refundedQuantity = returned
    return lines[index]
  }

  private mutating func countRefunded(_ amount: Int64, of payment: ID<Payment>?) {
    guard let index = payments.firstIndex(where: { $0.id == payment }) else { return }
    let (sum, overflow) = payments[index].refunded.addingReportingOverflow(amount)
    payments[index].refunded = overflow ? payments[index].amount : max(0, sum)
    payments[index].status = Payment.Status.captured(payments[index].amount, refunded: payments[index].refunded)
  }
}

extension Payment.Status {
  /// How a captured payment stands when so much of it was given back.
  package static func captured(_ amount: Int64, refunded: Int64) -> Payment.Status {
    if refunded <= 0 { return .captured }
    return refunded >= amount ? .refunded : .partiallyRefunded
  }
}
