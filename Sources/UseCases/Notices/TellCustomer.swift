import Domain
import JSON
import Stores

/// What customers are told of their money by itself: the one place that hears of it, in the transaction in which it happens.
extension UnitOfWork {
  /// Hears of an event and writes to the order's customer where that is about their money and the shop wants it.
  ///
  /// At a till nobody is written to: there the receipt is handed over, or sent when it is asked for. A notice that cannot be written keeps
  /// no money from counting.
  func tellCustomer(of event: String, _ order: Order, data: [(key: String, value: JSON)]) throws {
    switch event {
    case "payment.captured":
      guard !isOverTheCounter(order) else { return }
      try cancelReminders(of: order)
      guard let payment = captured(data, of: order) else { return }
      try notify(.receipt, .payment(payment), of: order, key: "receipt:\(payment.id)")
    case "payment.refunded", "order.refunded":
      let settled = order.refunds.filter { $0.status == .succeeded && $0.origin != .dispute && ($0.settledAt ?? $0.createdAt) == now }
      guard let first = settled.first, !isOverTheCounter(order) else { return }
      try notify(.refund, .refunds(settled), of: order, key: "refund:\(first.id)")
    case "payment.rejected":
      guard let notice = rejected(data, of: order) else { return }
      let about = Notice.About.rejectedTransfer(amount: notice.amount.minorUnits, reason: notice.reason)
      try notify(.transferRejected, about, of: order, key: "transfer_rejected:\(notice.id)")
    default: return
    }
  }

  /// Writes to the customer of a placed order what was changed about it and what is left to pay.
  func tellCustomer(of change: OrderChange, in order: Order) throws {
    guard !isOverTheCounter(order) else { return }
    try notify(.orderChanged, .change(change), of: order, key: "order_changed:\(order.id):\(order.version)")
  }

  /// Takes back reminders that wait, of an order whose money came in or that is not to be paid any more.
  func cancelReminders(of order: Order) throws {
    for message in try tx.messages.cancelReminders(of: order.id) {
      try record("message.canceled", message.eventObject, at: message.locationID, data: message.eventData)
    }
  }

  private func notify(_ kind: NoticeKind, _ about: Notice.About, of order: Order, key: String) throws {
    guard try tx.settings.current()[tells: kind] else { return }
    let recipient = try recipient(of: order)
    try tellOfClosedThread(kind.message, of: order, instead: recipient, key: key)
    guard let recipient else { return }
    do {
      _ = try writeNotice(about, kind.message, of: order, to: recipient, key: key)
    } catch let refusal as Refusal {
      try withhold(kind.message, recipient.channel, of: order, refusal)
    }
  }

  /// Writes down that a customer was not told, and why.
  func withhold(_ kind: Message.Kind, _ channel: Message.Channel, of order: Order, _ refusal: Refusal) throws {
    try record(
      "message.withheld", EventObject("order", order.id.text), at: order.locationID,
      data: .object([("kind", .string(kind.rawValue)), ("channel", .string(channel.rawValue))]), reason: refusal.detail)
  }

  /// Whether somebody stands at a till, or bought at one without ever having been sent anything.
  private func isOverTheCounter(_ order: Order) -> Bool {
    principal.registerID != nil || (order.isRegisterSale && order.invoice == nil)
  }

  /// The payment that the event names.
  private func captured(_ data: [(key: String, value: JSON)], of order: Order) -> Payment? {
    guard let id = Self.text("payment_id", in: data) else { return nil }
    return order.payments.first { $0.id.text == id && $0.status.isCaptured }
  }

  private func rejected(_ data: [(key: String, value: JSON)], of order: Order) -> TransferNotice? {
    guard let id = Self.text("transfer_notice_id", in: data) else { return nil }
    return order.transferNotices.first { $0.id.text == id }
  }

  private static func text(_ key: String, in data: [(key: String, value: JSON)]) -> String? {
    guard case .string(let text)? = data.first(where: { $0.key == key })?.value else { return nil }
    return text
  }
}
