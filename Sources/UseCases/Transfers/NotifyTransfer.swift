package import Domain
import JSON
import Stores

/// What somebody says of a transfer they made.
package struct TransferClaim: Sendable {
  /// Minor units; nil means all that is due.
  package var amount: Int64?
  package let paidAt: Moment
  package var bank: String?
  package var reference: String?
  package var note: String?
  package var slip: Slip?

  /// When it was transferred; people know the day, on the shop's wall.
  package enum Moment: Sendable {
    case at(Instant)
    case on(CalendarDate)
  }

  package init(paidAt: Moment) {
    self.paidAt = paidAt
  }
}

extension UnitOfWork {
  /// Writes down what staff heard of a transfer; it counts once it is confirmed.
  ///
  /// - Throws: ``RefusalCode/alreadyPaid``, ``RefusalCode/gone``, ``RefusalCode/conflict``, `validationFailed`.
  package func notifyTransfer(_ id: ID<Order>, _ claim: TransferClaim) throws -> Order {
    try principal.require(.takePayment)
    return try addNotice(claim, to: try takeOrder(id), by: .staff)
  }

  /// The one way in for notices, whoever gives them.
  func addNotice(_ claim: TransferClaim, to before: Order, by origin: TransferNotice.Origin) throws -> Order {
    var order = before
    let notice = try notice(claim, for: order, by: origin)
    let payment = try order.claim(notice, at: now)
    try tx.payments.add(payment, to: order.id)
    try tx.transferNotices.add(notice, slip: claim.slip)
    try keep(&order, since: before, event: "order.updated")
    try tell("payment.claimed", of: order, data: notice.facts)
    return order
  }

  func notice(_ claim: TransferClaim, for order: Order, by origin: TransferNotice.Origin) throws -> TransferNotice {
    let amount = claim.amount ?? max(1, order.amountDue)
    guard (1...Money.limit).contains(amount) else { throw Refusal.invalid("amount", "out_of_range", "An amount is at least 1.") }
    let paidAt: Instant =
      switch claim.paidAt {
      case .at(let moment): moment
      case .on(let day): try moment(of: day)
      }
    return TransferNotice(
      id: ids.next(), orderID: order.id, paymentID: ids.next(), revision: order.status == .draft ? 0 : order.invoice?.revision ?? 0,
      amount: Money(minorUnits: amount, currency: order.currency), paidAt: paidAt, bank: claim.bank, reference: claim.reference,
      note: claim.note, slip: claim.slip?.sight, wasSeenBefore: try tx.transferNotices.wasSeen(claim.slip, reference: claim.reference),
      origin: origin, staffID: origin == .staff ? principal.staffID?.text : nil, status: .claimed, reason: nil, createdAt: now,
      decidedAt: nil, decidedBy: nil)
  }
}

extension TransferNotice {
  /// What events say of it.
  var facts: [(key: String, value: JSON)] {
    [
      ("transfer_notice_id", .string(id.text)), ("payment_id", .string(paymentID.text)),
      ("amount", .number(String(amount.minorUnits))), ("by", .string(origin.rawValue)),
    ]
  }
}
