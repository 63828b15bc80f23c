package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Puts a message in line again that was given up, taken back, or sent and did not reach anybody. It is paid for like a new one.
  ///
  /// - Throws: 409 while it waits or is under way, or where what it says is not so any more.
  package func resendMessage(_ id: ID<Message>) throws -> Message {
    try principal.require(.sendMessages)
    let message = try findMessage(id)
    guard !message.text.isEmpty || message.kind == .chat else {
      throw Refusal(.conflict, "What this message said was erased, so it cannot be sent again.")
    }
    guard try !isOutdated(message) else {
      throw Refusal(.conflict, message.kind.outdatedWords)
    }
    var budgeted = NewMessage(kind: message.kind, channel: message.channel, recipient: message.recipient, text: message.text)
    budgeted.orderID = message.orderID
    try payForMessage(budgeted)
    guard try tx.messages.resend(id, at: now) else {
      throw Refusal(.conflict, "This message is on its way already. Wait until it has arrived or failed.")
    }
    try record("message.resent", message.eventObject, at: message.locationID, data: message.eventData)
    return try tx.messages.take(id)
  }

  /// Takes back a message that has not left.
  ///
  /// - Throws: 409 when it has, or is under way.
  package func cancelMessage(_ id: ID<Message>) throws -> Message {
    try principal.require(.sendMessages)
    let message = try findMessage(id)
    guard try tx.messages.cancel(id) else {
      throw Refusal(.conflict, "Only a message that waits or was not delivered can be taken back.")
    }
    try record("message.canceled", message.eventObject, at: message.locationID, data: message.eventData)
    return try tx.messages.take(id)
  }
}

extension UnitOfWork {
  /// Takes back what was to bring an invoice that counts no more: its order is being changed, or was called off.
  func cancelInvoiceMessages(of order: Order) throws {
    guard order.invoice != nil else { return }
    for message in try tx.messages.cancelInvoices(of: order.id) {
      try record("message.canceled", message.eventObject, at: message.locationID, data: message.eventData)
    }
  }

  /// Whether a message brings an invoice that counts no more, or tells of a package what is not so any more.
  func isOutdated(_ message: Message) throws -> Bool {
    if message.kind == .readyForPickup || message.kind == .shipped {
      guard let order = try message.orderID.flatMap({ try tx.orders.find($0, in: .everything) }) else { return false }
      return try order.status == .canceled || isOvertaken(message, of: order)
    }
    guard message.kind == .invoice || message.kind == .reminder, let id = message.orderID else { return false }
    guard let order = try tx.orders.find(id, in: .everything), let revision = try tx.invoices.find(id) else { return false }
    return order.status == .canceled || revision.supersededAt != nil || message.createdAt < revision.sentAt
  }
}

extension Message.Kind {
  /// Why an outdated message is not sent again.
  fileprivate var outdatedWords: String {
    switch self {
    case .shipped, .readyForPickup: "What this message says of the package is not so any more."
    default: "The invoice in this message counts no more. Send the order's invoice as it is now."
    }
  }
}

extension Message {
  /// What its events are about: the order it speaks of, so that its timeline tells; else the message itself.
  var eventObject: EventObject {
    orderID.map { EventObject("order", $0.text) } ?? EventObject("message", id.text)
  }

  /// Nothing of what it says and not whom it goes to: listeners need neither.
  var eventData: JSON {
    .object([
      ("message_id", .string(id.text)), ("kind", .string(kind.rawValue)), ("channel", .string(channel.rawValue)),
      ("attempts", .number(String(attempts))), ("conversation_id", channel == .conversation ? .string(recipient) : .null),
    ])
  }
}
