package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Places an order by hand: to be paid later, or with the rest recorded as a manual payment.
  ///
  /// - Parameter expectedTotal: what the caller believes it costs, in minor units.
  /// - Throws: ``RefusalCode/totalChanged``, ``RefusalCode/notReady``, ``RefusalCode/conflict`` for what is placed already.
  package func completeOrder(_ id: ID<Order>, paymentPending: Bool, expectedTotal: Int64?) throws -> Order {
    try principal.require(.complete)
    let before = try takeOrder(id)
    var order = before
    try order.allow(.place)
    try check(expectedTotal: expectedTotal, of: order)
    try place(&order, payingCash: false)
    var manual: Payment?
    if !paymentPending, order.amountDue > 0 {
      try principal.require(.takePayment)
      let payment = Payment(
        id: ids.next(), method: .manual, status: .captured, amount: order.amountDue, tendered: nil, change: 0, cashRounding: 0,
        refunded: 0, reference: nil, giftCardID: nil, registerID: order.registerID, sessionID: nil, staffID: principal.staffID?.text,
        createdAt: now)
      try tx.payments.add(payment, to: id)
      order.payments.append(payment)
      manual = payment
    }
    try order.closeIfSettled()
    try keep(&order, since: before, event: "order.placed")
    if let manual { try tell("payment.captured", of: order, data: [("payment_id", .string(manual.id.text))]) }
    if order.isPaidInFull { try tell("order.paid", of: order) }
    return order
  }

  /// Refuses an action whose caller expected another total; the answer names the one there is.
  func check(expectedTotal: Int64?, of order: Order) throws {
    let total = order.totals.total
    guard let expectedTotal, expectedTotal != total.minorUnits else { return }
    throw Refusal(
      .totalChanged, "The total of order \(order.shownNumber) is not what you expected. Show it again before taking money.",
      extra: .total(minorUnits: total.minorUnits, currency: total.currency.code))
  }
}
