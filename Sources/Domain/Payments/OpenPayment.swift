/// What an order may not do while its payer is at a provider: nobody pays for what changes behind their back, and nobody pays twice.
extension Order {
  /// The payment that somebody may be making at a provider right now; there is at most one.
  package var openPayment: Payment? { payments.first { $0.status == .requiresAction } }

  /// - Throws: ``RefusalCode/conflict`` while a payer is at a provider, recognised by ``Refusal/isPaymentUnderWay``.
  package func requireNoOpenPayment() throws(Refusal) {
    guard openPayment == nil else { throw .paymentUnderWay(shownNumber) }
  }

  /// Whether the money that counts is enough to place it: the deposit where one was agreed, else the whole (T8).
  package var isPaidEnoughToPlace: Bool {
    if amountDue == 0 { return true }
    return paymentTerms?.deposit != nil && !openInstallments.contains(where: \.isDeposit)
  }
}

extension OrderMove {
  /// Whether it would change what is being paid for, or who else pays for it. Holding and retrieving move a draft about, and sending again
  /// repeats what was said, so these may happen beside a payment.
  var waitsForOpenPayment: Bool {
    switch self {
    case .edit, .sendInvoice, .revertToDraft, .place, .discard, .cancel, .editPlaced, .fillIn: true
    case .hold, .retrieve, .resend, .close, .reopen, .restore: false
    }
  }
}

extension Refusal {
  private static let underWay = "payment_under_way"

  /// 409 for what would collide with a payment at a provider.
  package static func paymentUnderWay(_ number: String) -> Refusal {
    let words = "A card payment is under way for order \(number). Wait until it has succeeded or failed, or cancel it."
    return Refusal(.conflict, words, failures: [FieldFailure(field: "payments", code: underWay, message: "A card payment is under way.")])
  }

  /// 409 for a change of contents meanwhile.
  static func lockedByPayment(_ number: String) -> Refusal {
    Refusal(
      .orderLocked, "A card payment is under way. Order \(number) can be changed once it has failed or was canceled.",
      failures: [FieldFailure(field: "payments", code: underWay, message: "A card payment is under way.")])
  }

  /// Whether ending the open payment would clear the way.
  package var isPaymentUnderWay: Bool { code == .conflict && failures.contains { $0.code == Self.underWay } }
}
