package import Domain
import JSON
import Stores

/// Refunds as the provider's books have them: ours, and those that somebody made on the provider's own pages (WHI-05).
extension UnitOfWork {
  /// Takes over what a provider says was given back of one payment. Every word is the provider's present state, so neither the order in
  /// which words arrive nor how often they are repeated matters.
  ///
  /// A refund that is not ours becomes one of the order, under the provider's name for it, once. One that does not fit beside what is
  /// pending here waits until that is settled; one that never fits is for a person.
  /// - Parameter word: what the provider answered when it was looked at, never what an event said.
  package func takeWord(_ word: ProviderPayment, of attempt: PaymentAttempt) throws {
    guard word.account == attempt.account, word.ours == attempt.paymentID else { return }
    for refund in word.refunds {
      if let known = try tx.refunds.find(providerRefund: refund.name, or: refund.ours) {
        guard known.refund.paymentID == attempt.paymentID else { continue }
        try take(refund, for: known.refund.id, of: known.orderID)
      } else {
        try takeForeign(refund, of: attempt)
      }
    }
  }

  private func takeForeign(_ word: ProviderRefund, of attempt: PaymentAttempt) throws {
    if case .failed = word.state { return }
    let before = try tx.orders.take(attempt.orderID, in: .everything)
    guard let payment = before.payments.first(where: { $0.id == attempt.paymentID }), payment.status.isCaptured else { return }
    guard word.amount.currency == before.currency, word.amount.minorUnits > 0 else {
      return try refuseToCount(word, of: payment, in: before)
    }
    guard payment.amount - payment.refunded >= word.amount.minorUnits else {
      // What we asked for ourselves may be refused because of this one; then there is room.
      guard try !tx.refunds.pending(of: before.id).contains(where: { $0.refund.paymentID == payment.id }) else { return }
      return try refuseToCount(word, of: payment, in: before)
    }
    try tx.payments.giveBack(word.amount.minorUnits, of: payment.id)
    let isPending = word.state == .pending
    let ours = try word.ours.flatMap { try tx.refunds.isTaken($0) ? nil : $0 }
    var refund = foreign(word, ours ?? ids.next(), of: payment, .provider, isPending: isPending)
    refund.excess = min(before.amountOverpaid, refund.amount)
    try tx.refunds.add(refund, to: before.id, nextLookAt: isPending ? now.adding(seconds: RefundPace.wait(after: 0)) : nil)
    var order = before
    order.take(refund)
    try recordRefund(refund, of: order)
    if isPending { return try keep(&order, since: before, event: "order.updated") }
    try keepTaken(refund, of: &order, since: before)
  }

  /// A refund that was not asked for here.
  func foreign(_ word: ProviderRefund, _ id: ID<Refund>, of payment: Payment, _ origin: Refund.Origin, isPending: Bool) -> Refund {
    Refund(
      id: id, paymentID: payment.id, method: payment.method, amount: word.amount.minorUnits, cashRounding: 0, reason: nil, lines: [],
      registerID: nil, sessionID: nil, staffID: nil, createdAt: now, origin: origin, requestKey: id.text,
      status: isPending ? .pending : .succeeded, providerRefund: word.name, settledAt: isPending ? nil : now)
  }

  /// What follows from a refund that somebody else made.
  func keepTaken(_ refund: Refund, of order: inout Order, since before: Order) throws {
    try keep(&order, since: before, event: "order.refunded", data: [("amount", .number(String(refund.amount)))])
    try creditSettled(refund.requestKey, of: order)
    try tellRefunded(refund, of: order)
    try settleTasks(of: order, after: refund)
  }

  /// More was given back than was taken, or in other money: nothing is counted, and a person looks at it (P9).
  func refuseToCount(_ word: ProviderRefund, of payment: Payment, in order: Order) throws {
    try raise(
      .mismatch, of: order, payment: payment.id, amount: word.amount,
      detail: "The provider gave back \(word.amount.minorUnits) \(word.amount.currency) (\(word.name)) of a payment of order "
        + "\(order.shownNumber), which does not fit what was paid. It is not counted; compare with the provider's own pages.",
      dedupKey: "provider-refund:\(word.name)")
  }
}
