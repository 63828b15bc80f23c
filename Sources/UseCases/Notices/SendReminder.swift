package import Domain
import JSON
import Stores

/// How somebody wants a customer reminded.
package struct ReminderRequest: Sendable {
  /// Nil takes the way that notices go: the conversation, else e-mail, else SMS.
  package let channel: Message.Channel?
  /// Nil takes the customer's own address or number.
  package let recipient: String?
  /// Said in place of the shop's usual words; amount, day and link follow.
  package let message: String?

  package init(channel: Message.Channel?, recipient: String?, message: String?) {
    self.channel = channel
    self.recipient = recipient
    self.message = message
  }
}

extension UnitOfWork {
  /// Reminds the customer of an order of what is to be paid next, now.
  ///
  /// - Throws: ``RefusalCode/alreadyPaid``, ``RefusalCode/conflict`` for an order that nothing is to be paid of, `validationFailed` for a
  ///   recipient that cannot be reached.
  package func sendReminder(_ id: ID<Order>, _ request: ReminderRequest) throws -> Message {
    try principal.require(.sendMessages)
    let order = try takeOrder(id)
    guard order.status == .invoiceSent || order.status == .placed || order.status == .closed else {
      throw Refusal(.conflict, "Order \(order.shownNumber) was not sent, so there is nothing to remind anybody of.")
    }
    guard let open = order.nextInstallment else {
      throw Refusal(.alreadyPaid, "Nothing is left to pay of order \(order.shownNumber).")
    }
    let recipient = try recipient(of: request, order)
    return try remind(order, .reminder(open, message: request.message), to: recipient, key: nil)
  }

  private func recipient(of request: ReminderRequest, _ order: Order) throws -> NoticeRecipient {
    if let channel = request.channel { return try recipient(request.recipient, channel, of: order) }
    if request.recipient != nil { throw Refusal.invalid("via", "required", "Say by what it goes there.") }
    guard let recipient = try recipient(of: order) else {
      throw Refusal.invalid("via", "nobody", "Neither a conversation nor e-mail or SMS reaches this customer.")
    }
    return recipient
  }

  /// Writes a reminder and tells the order's timeline.
  func remind(_ order: Order, _ about: Notice.About, to recipient: NoticeRecipient, key: String?) throws -> Message {
    guard let message = try writeNotice(about, .reminder, of: order, to: recipient, key: key) else {
      throw Refusal(.conflict, "Reminders are written while the shop is served.")
    }
    try tell(
      "order.reminded", of: order,
      data: [("message_id", .string(message.id.text)), ("via", .string(message.channel.rawValue)), ("automatic", .bool(key != nil))])
    return message
  }
}
