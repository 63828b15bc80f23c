package import Domain
import JSON
import Stores

/// What the shop says in a conversation about an order: its invoice, and what becomes of it.
extension UnitOfWork {
  /// By which of a contact's conversations the customer of an order is reached; nil for an order that was made in none.
  func way(of order: Order) throws -> Conversation? {
    guard let id = order.conversationID, let conversation = try standing(id) else { return nil }
    return try way(to: conversation)
  }

  /// Puts a message of the outbox into the thread that it goes to, when it leaves; once, however often it is tried.
  ///
  /// - Parameter staffID: who sent it; nil for what the shop says by itself.
  func showInThread(_ message: Message, by staffID: ID<Staff>? = nil) throws {
    guard try tx.threads.find(outbox: message.id) == nil, let way = try tx.conversations.find(ID(stored: message.recipient)),
      let conversation = try standing(way.id)
    else { return }
    let shown = ThreadMessage(
      id: ids.next(), conversationID: conversation.id, direction: .out, kind: .text, text: message.text, sentAt: now, receivedAt: now,
      staffID: staffID, messageID: message.id, orderID: message.orderID)
    try tx.threads.add(shown, of: way.contact)
    if staffID != nil { _ = try tx.threads.read(conversation.id) }
    let told = try tx.conversations.refresh(conversation.id, at: now)
    try settleAlert(of: told)
    try record("conversation.replied", told.eventObject, at: told.locationID, data: told.eventData(of: shown))
  }

  /// Whether a message of the outbox stands in a thread; not where its conversation is gone.
  package func isInThread(_ message: Message) throws -> Bool { try tx.threads.find(outbox: message.id) != nil }

  /// Notes what a chat service calls a message that it took, by which it names it when it was delivered or read.
  func nameInThread(_ message: Message, _ name: String) throws {
    guard let shown = try tx.threads.find(outbox: message.id), let way = try tx.conversations.find(ID(stored: message.recipient)),
      try tx.threads.find(externalID: name, of: way.contact) == nil
    else { return }
    try tx.threads.name(shown.id, externalID: name)
  }

  /// A text of a thread as it is read: with the link of its order where it has a place for it. The link lies in no table.
  package func linked(_ text: String?, of order: ID<Order>?) throws -> String? {
    guard let text, let order, text.contains(CheckoutLink.placeholder) else { return text }
    let rotation = try tx.checkoutLinks.find(of: order)?.rotation ?? 0
    return text.split(separator: CheckoutLink.placeholder, omittingEmptySubsequences: false)
      .joined(separator: links.url(of: order, rotation: rotation))
  }
}
