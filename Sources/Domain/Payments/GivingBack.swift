extension Order {
  /// Adds a refund, and what it takes from its payment.
  package mutating func take(_ refund: Refund) {
    refunds.append(refund)
    guard let index = payments.firstIndex(where: { $0.id == refund.paymentID }) else { return }
    let (sum, overflow) = payments[index].refunded.addingReportingOverflow(refund.amount)
    payments[index].refunded = overflow ? payments[index].amount : sum
    payments[index].status = payments[index].refunded >= payments[index].amount ? .refunded : .partiallyRefunded
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
}
