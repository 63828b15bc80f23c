package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Takes a payment; one that covers the order runs the gate first and places it (T8).
  ///
  /// - Parameters:
  ///   - registerID: the till whose drawer it goes into, where that is not the caller's own.
  ///   - currency: what the caller believes it is paid in.
  /// - Throws: ``RefusalCode/exceedsDue``, ``RefusalCode/notReady``, ``RefusalCode/totalChanged``, ``RefusalCode/insufficientCredit``.
  package func takePayment(
    _ id: ID<Order>, _ tender: Tender, registerID: ID<Register>? = nil, currency: Currency? = nil, expectedTotal: Int64?
  ) throws -> Order {
    try principal.require(.takePayment)
    let before = try takeOrder(id)
    var order = before
    if let currency, currency != order.currency {
      throw Refusal.invalid("currency", "other_currency", "Order \(order.shownNumber) is in \(order.currency).")
    }
    try check(expectedTotal: expectedTotal, of: order)
    let settings = try tx.settings.current()
    let rounding = order.currency == settings.currency ? settings.cashRounding : .none
    let settled = try order.settle(tender, rounding: rounding)
    let isPlacing = settled.coversOrder && order.placedAt == nil
    if isPlacing { try place(&order, payingCash: tender.method == .cash) }
    let till = registerID ?? principal.registerID ?? order.registerID
    let giftCardID = try spend(settled.amount, tender, of: order)
    let payment = Payment(
      id: ids.next(), method: tender.method, status: .captured, amount: settled.amount, tendered: settled.tendered,
      change: settled.change, cashRounding: settled.cashRounding, refunded: 0, reference: tender.reference, giftCardID: giftCardID,
      registerID: till, sessionID: try till.flatMap { try tx.registers.openSession(of: $0)?.id.text }, staffID: principal.staffID?.text,
      createdAt: now)
    try tx.payments.add(payment, to: id)
    order.payments.append(payment)
    try order.closeIfSettled()
    try keep(&order, since: before, event: isPlacing ? "order.placed" : "order.updated")
    try tell("payment.captured", of: order, data: [("payment_id", .string(payment.id.text))])
    if order.isPaidInFull { try tell("order.paid", of: order) }
    return order
  }

  /// Takes the amount from what the shop owes the customer; the balance never goes below nothing.
  private func spend(_ amount: Int64, _ tender: Tender, of order: Order) throws -> String? {
    switch tender.method {
    case .storeCredit:
      guard let customerID = order.customerID else {
        throw Refusal.invalid("method", "customer_required", "Store credit belongs to a customer. Add the customer to the order first.")
      }
      try tx.customers.spendCredit(customerID, Money(minorUnits: amount, currency: order.currency), creditCause("sale", order.id))
      return nil
    case .giftCard:
      guard let code = tender.reference, !code.isEmpty else {
        throw Refusal.invalid("reference", "required", "Name the gift card's code.")
      }
      return try tx.giftCards.spend(code, Money(minorUnits: amount, currency: order.currency), creditCause("sale", order.id)).id.text
    case .cardOnFile, .gateway:
      throw Refusal.invalid("method", "unavailable", "This way of paying is not set up in this shop.")
    case .cash, .cardTerminal, .bankTransfer, .manual: return nil
    }
  }
}
