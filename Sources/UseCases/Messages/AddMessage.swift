package import Domain
import JSON
import Secrets
import Stores

extension UnitOfWork {
  /// Writes a message into the outbox, in the transaction of the change it speaks of; the worker sends it after the commit. What
  /// is written into a conversation of the shop's own is delivered by that.
  ///
  /// A message with a `dedupKey` that was used before is not written again: the one that there is, is returned.
  /// - Parameter recipientField: what the caller calls the recipient, for refusals.
  /// - Throws: `validationFailed` for a recipient or text that cannot be sent, ``RefusalCode/rateLimited`` when the day's messages are
  ///   used up (WHO-12).
  package func addMessage(_ new: NewMessage, recipientField: String = "to") throws -> Message {
    try principal.require(.sendMessages)
    var new = new
    try new.settle(recipientField: recipientField)
    let id = ids.next(Message.self)
    let key = new.dedupKey ?? id.text
    if let given = try tx.messages.find(dedupKey: key) { return given }
    try payForMessage(new)
    guard new.channel != .conversation || new.service != nil else {
      throw Refusal.invalid(recipientField, "unknown", "There is no such conversation.")
    }
    let isThere = new.due == nil && new.service?.isOwn == true
    let message = Message(
      id: id, kind: new.kind, channel: new.channel, recipient: new.recipient, subject: new.subject, text: new.text, html: new.html,
      attachments: new.attachments, orderID: new.orderID, locationID: new.locationID, status: isThere ? .sent : .waiting,
      attempts: 0, nextAttemptAt: try earliest(of: new), lastError: nil, createdAt: now, sentAt: isThere ? now : nil,
      service: new.service)
    try tx.messages.add(message, dedupKey: key)
    if isThere { try record("message.sent", message.eventObject, at: message.locationID, data: message.eventData) }
    return message
  }

  /// When it may leave: not before what was written into the same conversation and is being tried again.
  private func earliest(of new: NewMessage) throws -> Instant {
    let due = new.due ?? now
    guard new.channel == .conversation, let retry = try tx.messages.retry(into: ID(stored: new.recipient)) else { return due }
    return max(due, retry)
  }

  /// Takes one message off everybody's day, or refuses and takes off nobody's, as the transaction ends with the refusal.
  func payForMessage(_ message: NewMessage) throws {
    let day = MessageBudget.day(of: now)
    for budget in MessageBudget.budgets(of: message, mark: SecretText.hash(message.recipient), by: principal) {
      guard try tx.messages.pay(budget, day: day) else { throw Refusal.tooManyMessages(budget, at: now) }
    }
  }
}
