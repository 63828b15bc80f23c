package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Says that a transfer is on the account; the first that covers the order places it, as every other payment does (T8).
  ///
  /// Money that arrived is never undone: what is too much, and what cannot be sold any more, becomes a task for a person.
  ///
  /// - Parameter amount: what is on the account, in minor units; nil where it is what was claimed.
  /// - Throws: ``RefusalCode/conflict`` for one that is decided on.
  package func confirmTransfer(_ id: ID<Order>, _ noticeID: ID<TransferNotice>, amount: Int64?) throws -> Order {
    try require(.confirmTransfer, on: id)
    let before = try takeOrder(id)
    var order = before
    let notice = try order.decide(noticeID, .confirmed(amount: amount), by: principal.staffID?.text, at: now)
    try keepDecision(notice, of: order)
    guard let payment = order.payments.first(where: { $0.id == notice.paymentID }) else { throw Refusal.notFound("payment") }
    try settleCaptured(payment, of: &order, since: before, facts: notice.facts)
    return order
  }
}
