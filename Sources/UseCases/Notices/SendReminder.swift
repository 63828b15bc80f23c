package import Domain
import JSON
import Stores

/// How somebody wants a customer reminded.
package struct ReminderRequest: Sendable {
  package let channel: Message.Channel
  /// Nil takes the customer's own address or number.
  package let recipient: String?
  /// Said in place of the shop's usual words; amount, day and link follow.
  package let message: String?

  package init(channel: Message.Channel, recipient: String?, message: String?) {
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
    let recipient = try recipient(request.recipient, request.channel, of: order)
    return try remind(order, .reminder(open, message: request.message), to: recipient, key: nil)
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
