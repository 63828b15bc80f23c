package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Says that a transfer was not found on the account; the payer is told why, and may send another notice.
  ///
  /// - Throws: ``RefusalCode/conflict`` for one that is decided on.
  package func rejectTransfer(_ id: ID<Order>, _ noticeID: ID<TransferNotice>, reason: String) throws -> Order {
    try require(.confirmTransfer, on: id)
    let before = try takeOrder(id)
    var order = before
    let notice = try order.decide(noticeID, .rejected(reason: reason), by: principal.staffID?.text, at: now)
    try keepDecision(notice, of: order)
    try keep(&order, since: before, event: "order.updated")
    try tell("payment.rejected", of: order, data: notice.facts)
    return order
  }

  /// Writes a decision to notice and payment; of two at once exactly one.
  func keepDecision(_ notice: TransferNotice, of order: Order) throws {
    guard let payment = order.payments.first(where: { $0.id == notice.paymentID }) else { throw Refusal.notFound("payment") }
    try tx.transferNotices.decide(notice)
    try tx.payments.decideClaim(payment)
  }
}
