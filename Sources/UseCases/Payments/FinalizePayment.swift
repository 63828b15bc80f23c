package import Domain
import JSON
import Stores

/// FINALIZE: what a provider's word does to a payment and its order, in one transaction, at most once (P7, P8).
extension UnitOfWork {
  /// Writes down what became of an attempt. Of return page, webhook, sweeper and back office one decides; the others get the same order.
  ///
  /// - Parameters:
  ///   - stale: the attempt as it was when the provider was asked; it is read anew here.
  ///   - unplaceable: why the order cannot be placed although it is paid: then the money stays and a task is written instead.
  /// - Throws: what ``place(_:payingCash:)`` refuses, with nothing written.
  package func finalize(_ stale: PaymentAttempt, word: ProviderPayment, unplaceable: Refusal? = nil) throws -> Order {
    guard let attempt = try tx.paymentAttempts.find(stale.paymentID) else { throw Refusal.notFound("payment") }
    let before = try takeOrder(attempt.orderID)
    switch attempt.judge(word) {
    case .wait:
      if attempt.state == .open { try waitLonger(attempt, providerPayment: word.payment) }
      return before
    case .failed(let reason):
      return try giveUp(attempt, PaymentOutcome(.failed, providerPayment: word.payment, card: word.card, failure: reason), of: before)
    case .canceled: return try giveUp(attempt, PaymentOutcome(.canceled, providerPayment: word.payment), of: before)
    case .review(let reason, let moved): return try review(attempt, reason, moved, word, of: before)
    case .captured: return try capture(attempt, word, of: before, unplaceable: unplaceable)
    }
  }

  /// Ends an attempt that took no money: its order can be paid again, and the goods are free.
  func giveUp(_ attempt: PaymentAttempt, _ outcome: PaymentOutcome, of before: Order) throws -> Order {
    guard try tx.paymentAttempts.end(attempt.paymentID, as: outcome, at: now) else { return before }
    let isFailed = outcome.state != .canceled
    var order = before
    try settle(attempt, as: isFailed ? .failed : .voided, outcome, in: &order)
    try releasePaymentStock(of: order)
    let facts = attempt.facts + [("reason", outcome.failure.map { .string($0) } ?? .null)]
    try keep(&order, since: before, event: isFailed ? "payment.failed" : "payment.canceled", data: facts)
    return order
  }

  /// Says when the provider is asked again, at the latest when its page has ended.
  func waitLonger(_ attempt: PaymentAttempt, providerPayment: String? = nil) throws {
    let next = now.adding(seconds: PaymentAttempt.pause(afterLooks: attempt.looks + 1))
    let end = attempt.endsAt > now ? min(next, attempt.endsAt) : next
    try tx.paymentAttempts.note(
      looks: attempt.looks + 1, nextLookAt: end, providerPayment: providerPayment, of: attempt.paymentID, at: now)
  }

  /// Money that is here counts as far as something is due; what is above it is a person's decision. Nothing of it is ever undone.
  private func capture(_ attempt: PaymentAttempt, _ word: ProviderPayment, of before: Order, unplaceable: Refusal?) throws -> Order {
    let due = try isStillAgreed(attempt, with: before) ? before.amountDue : 0
    let counted = min(due, attempt.amount.minorUnits)
    let outcome = PaymentOutcome(counted > 0 ? .settled : .surplus, providerPayment: word.payment, card: word.card)
    guard try tx.paymentAttempts.end(attempt.paymentID, as: outcome, at: now) else { return before }
    var order = before
    try settle(attempt, as: .captured, outcome, in: &order)
    var isPlaced = false
    if counted > 0, order.placedAt == nil, order.isPaidEnoughToPlace {
      if let unplaceable {
        try raise(
          .notPlaced, of: order, payment: attempt.paymentID, amount: attempt.amount, detail: unplaceable.detail,
          dedupKey: "not_placed:\(attempt.paymentID)", nextTryAt: now.adding(seconds: Self.placingPauseSeconds))
      } else {
        try place(&order, payingCash: false)
        isPlaced = true
      }
    } else {
      try releasePaymentStock(of: order)
    }
    try order.closeIfSettled()
    let surplus = attempt.amount.minorUnits - counted
    let facts = attempt.facts + [("surplus", .number(String(surplus)))]
    try keep(&order, since: before, event: isPlaced ? "order.placed" : "order.updated")
    try tell("payment.captured", of: order, data: facts)
    if counted > 0, order.isPaidInFull { try tell("order.paid", of: order) }
    if surplus > 0 { try raiseSurplus(surplus, of: order, attempt) }
    return order
  }

  /// Seconds until a paid order is tried to be placed again.
  static let placingPauseSeconds: Int64 = 60

  private func raiseSurplus(_ surplus: Int64, of order: Order, _ attempt: PaymentAttempt) throws {
    try raise(
      .surplus, of: order, payment: attempt.paymentID, amount: Money(minorUnits: surplus, currency: order.currency),
      detail: "More was paid for order \(order.shownNumber) than was due. Give it back, or keep it as agreed with the customer.",
      dedupKey: "surplus:\(attempt.paymentID)")
  }

  /// Money moved, but not as agreed: it does not count, and a person looks.
  private func review(
    _ attempt: PaymentAttempt, _ reason: String, _ moved: Money?, _ word: ProviderPayment, of before: Order
  ) throws -> Order {
    let outcome = PaymentOutcome(.review, providerPayment: word.payment, card: word.card, failure: reason)
    guard try tx.paymentAttempts.end(attempt.paymentID, as: outcome, at: now) else { return before }
    var order = before
    try settle(attempt, as: .failed, outcome, in: &order)
    try releasePaymentStock(of: order)
    try keep(&order, since: before, event: "payment.failed", data: attempt.facts + [("reason", .string(reason))])
    try raise(
      .mismatch, of: order, payment: attempt.paymentID, amount: moved ?? Money(minorUnits: 0, currency: order.currency), detail: reason,
      dedupKey: "mismatch:\(attempt.paymentID)")
    return order
  }

  /// Whether the order is still what its payer agreed to, and this stretch of its total was settled by nobody else.
  private func isStillAgreed(_ attempt: PaymentAttempt, with order: Order) throws -> Bool {
    guard order.status != .canceled, try !tx.paymentAttempts.isSettled(like: attempt) else { return false }
    return try agreement(of: order) == PaymentAgreement(revision: attempt.revision, contentHash: attempt.contentHash)
  }

  private func settle(_ attempt: PaymentAttempt, as status: Payment.Status, _ outcome: PaymentOutcome, in order: inout Order) throws {
    try tx.payments.settle(attempt.paymentID, as: status)
    guard let index = order.payments.firstIndex(where: { $0.id == attempt.paymentID }) else { return }
    order.payments[index].status = status
    order.payments[index].trace = ProviderTrace(
      provider: attempt.account.provider, origin: attempt.origin, state: outcome.state,
      providerPayment: attempt.providerPayment ?? outcome.providerPayment, pageURL: nil, card: outcome.card, failure: outcome.failure)
  }

  /// Frees what was kept back for the payer; what a hold promised stays.
  private func releasePaymentStock(of order: Order) throws {
    guard order.placedAt == nil, order.hold?.reservesStock != true else { return }
    try tx.stock.releaseReservations(of: order.id)
  }
}
