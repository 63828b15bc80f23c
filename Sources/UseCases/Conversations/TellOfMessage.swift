import Domain
import Stores

/// A message of a contact rings until somebody has read it, replied or said so; however many come, a conversation rings once.
extension UnitOfWork {
  func ring(_ conversation: Conversation, for message: ThreadMessage) throws {
    let alert = Alert(
      id: ids.next(), kind: .chatMessage, conversationID: conversation.id, locationID: conversation.locationID, createdAt: now)
    guard try tx.alerts.add(alert, cause: "chat:\(message.id)") else { return }
    try record("alert.raised", alert.eventObject, at: alert.locationID, data: alert.eventData)
  }

  /// Nothing is unread any more, so nothing rings.
  func settleAlert(of conversation: Conversation) throws {
    guard conversation.unread == 0, let alert = try tx.alerts.open(of: conversation.id) else { return }
    _ = try acknowledge(alert)
  }
}
