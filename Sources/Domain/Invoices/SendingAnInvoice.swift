extension Order {
  /// Locks the order with its next revision (T5). A hold ends with it: the order waits for its customer now, not for a till.
  ///
  /// - Parameters:
  ///   - number: the invoice number, the same for every revision.
  ///   - isFreeMeant: the caller said that it costs nothing.
  /// - Throws: ``RefusalCode/notReady`` without a line, or for a total of nothing that nobody confirmed.
  package mutating func sendInvoice(number: String, isFreeMeant: Bool, now: Instant) throws(Refusal) {
    try allow(.sendInvoice)
    if lines.isEmpty {
      throw .notSendable(
        FieldFailure(field: "lines", code: "empty", message: "Add at least one item before sending the invoice.", link: "#items"))
    }
    if let outdated = outdatedShipping { throw .notSendable(outdated) }
    if totals.total.isZero, !isFreeMeant {
      throw .notSendable(
        FieldFailure(
          field: "expected_total", code: "zero_total", message: "This order costs nothing. Send it with expected_total 0 if that is meant.",
          link: "#items"))
    }
    try move(.sendInvoice)
    hold = nil
    lease = nil
    invoice = InvoiceState(revision: nextRevision, number: number, sentAt: now, viewedAt: nil)
  }

  /// The revision that the next sending makes.
  package var nextRevision: Int64 { (invoice?.revision ?? 0) + 1 }

  /// Unlocks a sent order that no money is kept for (T6).
  ///
  /// - Throws: ``RefusalCode/alreadyPaid`` while money is here that was not given back, ``RefusalCode/conflict`` while a payment is under way.
  package mutating func revertToDraft() throws(Refusal) {
    try allow(.revertToDraft)
    if refundable > 0 {
      throw Refusal(.alreadyPaid, "Order \(shownNumber) has been paid for in part. Give the money back first, then change it to a draft.")
    }
    if payments.contains(where: { $0.status.isPending || $0.status == .authorized }) {
      throw Refusal(.conflict, "A payment for order \(shownNumber) is under way. Wait until it has succeeded or failed.")
    }
    try move(.revertToDraft)
    dueFrom = nil
  }
}

extension Refusal {
  fileprivate static func notSendable(_ failure: FieldFailure) -> Refusal {
    Refusal(.notReady, failure.message, failures: [failure])
  }
}
