import Domain
import JSON
import Stores

/// What staff are told of by itself: the one place that hears of it, in the transaction in which it happens.
extension UnitOfWork {
  /// Hears of an event and raises a notice where something came in from outside; what was settled meanwhile rings no more.
  func tellStaff(of event: String, _ order: Order, data: [(key: String, value: JSON)]) throws {
    switch event {
    case "order.placed" where isOnline(order):
      try raise(.onlineOrder, of: order, amount: order.totals.total, cause: Self.cause(of: order))
    case "payment.captured":
      try settleAlert(aboutTransfer: Self.fact("transfer_notice_id", in: data))
      guard let payment = linkPayment(data, of: order), try !isToldWithOrder(order) else { return }
      let amount = Money(minorUnits: payment.amount, currency: order.currency)
      try raise(.payment, of: order, amount: amount, cause: "payment:\(payment.id)")
    case "payment.claimed":
      guard Self.fact("by", in: data) == TransferNotice.Origin.customer.rawValue, let id = Self.fact("transfer_notice_id", in: data),
        let notice = order.transferNotices.first(where: { $0.id.text == id }), try !isToldWithOrder(order)
      else { return }
      try raise(.transferNotice, of: order, amount: notice.amount, cause: "transfer:\(id)")
    case "payment.rejected": try settleAlert(aboutTransfer: Self.fact("transfer_notice_id", in: data))
    case "order.canceled": for alert in try tx.alerts.open(of: order.id) { _ = try acknowledge(alert) }
    default: return
    }
  }

  /// Whether the order came in from outside: through the online store, or placed by what its customer did on its link.
  private func isOnline(_ order: Order) -> Bool {
    guard order.channel != .onlineStore else { return true }
    guard order.channel != .register, principal.registerID == nil else { return false }
    return order.payments.contains { $0.status.isCaptured && $0.trace?.origin == .link }
  }

  /// One order that is placed by its payment is one notice.
  private func isToldWithOrder(_ order: Order) throws -> Bool {
    guard order.placedAt == now else { return false }
    return try tx.alerts.find(cause: Self.cause(of: order)) != nil
  }

  private func raise(_ kind: Alert.Kind, of order: Order, amount: Money, cause: String) throws {
    let alert = Alert(id: ids.next(), kind: kind, orderID: order.id, locationID: order.locationID, amount: amount, createdAt: now)
    guard try tx.alerts.add(alert, cause: cause) else { return }
    try record("alert.raised", alert.eventObject, at: alert.locationID, data: alert.eventData)
  }

  /// A transfer that is decided on needs nobody any more.
  private func settleAlert(aboutTransfer id: String?) throws {
    guard let id, let alert = try tx.alerts.find(cause: "transfer:\(id)") else { return }
    _ = try acknowledge(alert)
  }

  /// The payment that the event names, where its payer paid on the link.
  private func linkPayment(_ data: [(key: String, value: JSON)], of order: Order) -> Payment? {
    guard let id = Self.fact("payment_id", in: data) else { return nil }
    return order.payments.first { $0.id.text == id && $0.status.isCaptured && $0.trace?.origin == .link }
  }

  private static func cause(of order: Order) -> String { "order:\(order.id)" }

  private static func fact(_ key: String, in data: [(key: String, value: JSON)]) -> String? {
    guard case .string(let text)? = data.first(where: { $0.key == key })?.value else { return nil }
    return text
  }
}

extension Alert {
  var eventObject: EventObject { EventObject("alert", id.text) }

  /// What events say of it: nothing of the customer, whom the list names.
  var eventData: JSON {
    .object([
      (key: "kind", value: .string(kind.rawValue)), (key: "order_id", value: orderID.map { .string($0.text) } ?? .null),
      (key: "conversation_id", value: conversationID.map { .string($0.text) } ?? .null),
      (key: "amount", value: amount.map { .number(String($0.minorUnits)) } ?? .null),
      (key: "currency", value: amount.map { .string($0.currency.code) } ?? .null),
    ])
  }
}
