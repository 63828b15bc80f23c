import Domain
import JSON
import Stores

/// How often a provider is asked about a refund that is pending.
enum RefundPace {
  /// Seconds in which the request that wrote a refund down asks for it itself; later, the sweeper does.
  static let lease: Int64 = 60
  /// Seconds after which a person is told that nobody knows.
  static let patience: Int64 = 86_400
  private static let waits: [Int64] = [30, 60, 300, 900, 3600, 21_600]

  /// Seconds until the next look, after so many.
  static func wait(after looks: Int64) -> Int64 {
    waits[min(max(0, Int(clamping: looks)), waits.count - 1)]
  }
}

/// What becomes of refunds that a provider gives back. Each change is one conditional write on what the refund was, so that of two who
/// hear the same word one writes it down (P14, REF-08).
extension UnitOfWork {
  /// Takes a provider's word about one of our refunds; heard again, or late, it changes nothing.
  func take(_ word: ProviderRefund, for id: ID<Refund>, of orderID: ID<Order>) throws {
    let before = try tx.orders.take(orderID, in: .everything)
    guard let refund = before.refunds.first(where: { $0.id == id }) else { throw Refusal.notFound("refund") }
    switch (refund.status, word.state) {
    case (.pending, .pending): try name(refund, word.name)
    case (.pending, .succeeded): try succeed(refund, word.name, of: before)
    case (.pending, .failed(let reason)), (.succeeded, .failed(let reason)): try fail(refund, word.name, reason, of: before)
    // It was given up without the provider ever naming it, and happened all the same.
    case (.failed, .pending) where refund.providerRefund == nil, (.failed, .succeeded) where refund.providerRefund == nil:
      try revive(refund, word, of: before)
    case (.failed, _), (.succeeded, _): return
    }
  }

  /// Gives a refund up that the provider surely did not make, and leaves its money with the payment again.
  func giveUp(_ id: ID<Refund>, of orderID: ID<Order>, because reason: String) throws {
    let before = try tx.orders.take(orderID, in: .everything)
    guard let refund = before.refunds.first(where: { $0.id == id }), refund.status == .pending else { return }
    try fail(refund, refund.providerRefund, reason, of: before)
  }

  /// Writes down that the provider was asked and nobody knows yet; after a day of that, a person is told.
  ///
  /// - Parameter reason: what is known of why, in words for a person.
  func postpone(_ pending: PendingRefund, because reason: String) throws {
    guard let still = try tx.refunds.findPending(pending.refund.id) else { return }
    try tx.refunds.postpone(still.refund.id, until: now.adding(seconds: RefundPace.wait(after: still.looks)))
    guard now >= still.refund.createdAt.adding(seconds: RefundPace.patience) else { return }
    let order = try tx.orders.take(pending.orderID, in: .everything)
    try raise(
      .refundFailed, of: order, payment: still.refund.paymentID,
      amount: Money(minorUnits: still.refund.amount, currency: order.currency),
      detail: "Nobody knows whether a refund of order \(order.shownNumber) was made. It is asked about again by itself. \(reason)",
      dedupKey: Self.waitsKey(still.refund))
  }

  private func name(_ refund: Refund, _ name: String) throws {
    guard refund.providerRefund == nil else { return }
    var named = refund
    named.providerRefund = name
    _ = try tx.refunds.settle(named, from: .pending, nextLookAt: now.adding(seconds: RefundPace.wait(after: 0)))
  }

  private func succeed(_ refund: Refund, _ name: String, of before: Order) throws {
    var after = refund
    (after.status, after.providerRefund, after.settledAt) = (.succeeded, name, now)
    guard try tx.refunds.settle(after, from: refund.status) else { return }
    try keepRefunded(after, of: before)
  }

  private func fail(_ refund: Refund, _ name: String?, _ reason: String, of before: Order) throws {
    var after = refund
    (after.status, after.providerRefund, after.failure, after.settledAt) = (.failed, name, reason, now)
    guard try tx.refunds.settle(after, from: refund.status), let paymentID = refund.paymentID else { return }
    try tx.payments.takeBack(refund.amount, of: paymentID)
    var order = before
    order.settle(after)
    try recordFailure(of: after, of: order)
    let facts = facts(of: after, in: order) + [(key: "failure", value: .string(reason))]
    try keep(&order, since: before, event: "order.updated")
    try tell("payment.refund_failed", of: order, data: facts)
    try creditSettled(after.requestKey, of: order)
    try stopWaiting(for: after, as: .settled, of: order)
    try raise(
      .refundFailed, of: order, payment: paymentID, amount: Money(minorUnits: refund.amount, currency: order.currency),
      detail: "A refund of order \(order.shownNumber) was not made. \(reason)", dedupKey: "refund:\(refund.id)")
  }

  private func revive(_ refund: Refund, _ word: ProviderRefund, of before: Order) throws {
    guard let payment = before.payments.first(where: { $0.id == refund.paymentID }) else { return }
    guard payment.amount - payment.refunded >= refund.amount else { return try refuseToCount(word, of: payment, in: before) }
    var after = refund
    (after.status, after.providerRefund, after.failure, after.settledAt) = (.succeeded, word.name, nil, now)
    guard try tx.refunds.settle(after, from: .failed) else { return }
    try tx.payments.giveBack(refund.amount, of: payment.id)
    var order = before
    order.settle(after)
    try recordRevival(of: after, in: order)
    try keepRefunded(after, of: before)
  }

  /// What follows from money that has surely gone back.
  func keepRefunded(_ refund: Refund, of before: Order) throws {
    var order = before
    order.settle(refund)
    try keep(
      &order, since: before, event: "order.refunded", data: [("amount", .number(String(refund.amount)))], reason: refund.reason)
    try creditSettled(refund.requestKey, of: order)
    try tellRefunded(refund, of: order)
    try stopWaiting(for: refund, as: .refunded, of: order)
    try settleTasks(of: order, after: refund)
  }

  /// Ends the task that says that nobody knows what became of a refund.
  private func stopWaiting(for refund: Refund, as resolution: PaymentTask.Resolution, of order: Order) throws {
    guard let task = try tx.paymentTasks.find(dedupKey: Self.waitsKey(refund)), task.resolvedAt == nil else { return }
    try end(task, as: resolution, of: order)
  }

  private static func waitsKey(_ refund: Refund) -> String { "refund-waits:\(refund.id)" }

  func tellRefunded(_ refund: Refund, of order: Order) throws {
    try tell("payment.refunded", of: order, data: facts(of: refund, in: order), reason: refund.reason)
  }

  private func facts(of refund: Refund, in order: Order) -> [(key: String, value: JSON)] {
    let payment = order.payments.first { $0.id == refund.paymentID }
    return [
      ("refund_id", .string(refund.id.text)), ("payment_id", refund.paymentID.map { .string($0.text) } ?? .null),
      ("amount", .number(String(refund.amount))), ("method", .string(refund.method.rawValue)),
      ("paid_by", payment.map { .string($0.method.rawValue) } ?? .null), ("origin", .string(refund.origin.rawValue)),
    ]
  }
}
