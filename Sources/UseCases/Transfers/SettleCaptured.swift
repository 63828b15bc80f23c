import Domain
import JSON
import Stores

extension UnitOfWork {
  /// What follows from money that is on the account: it counts as far as something is due, places the order it is enough for, and what is
  /// too much or what cannot be placed becomes a task. Nothing of it is refused, for the money is here.
  ///
  /// - Parameter order: with the payment captured in it.
  func settleCaptured(_ payment: Payment, of order: inout Order, since before: Order, facts: [(key: String, value: JSON)]) throws {
    let counted = min(before.amountDue, payment.amount)
    var missing: [FieldFailure] = []
    let isEnough = counted > 0 && order.placedAt == nil && order.isPaidEnoughToPlace
    if isEnough {
      missing = try requirements(of: order)
      if missing.isEmpty { try place(&order, payingCash: false) }
    }
    try order.closeIfSettled()
    try keep(&order, since: before, event: isEnough && missing.isEmpty ? "order.placed" : "order.updated")
    let surplus = payment.amount - counted
    try tell("payment.captured", of: order, data: facts + [("surplus", .number(String(surplus)))])
    if counted > 0, order.isPaidInFull { try tell("order.paid", of: order) }
    if !missing.isEmpty {
      try raise(
        .notPlaced, of: order, payment: payment.id, amount: Money(minorUnits: payment.amount, currency: order.currency),
        detail: notReady(order, missing).detail, dedupKey: "not_placed:\(payment.id)",
        nextTryAt: now.adding(seconds: Self.placingPauseSeconds))
    }
    guard surplus > 0 else { return }
    try raise(
      .surplus, of: order, payment: payment.id, amount: Money(minorUnits: surplus, currency: order.currency),
      detail: "More was transferred for order \(order.shownNumber) than was due. Give it back, or keep it as agreed with the customer.",
      dedupKey: "surplus:\(payment.id)")
  }
}
