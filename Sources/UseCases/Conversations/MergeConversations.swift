package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Most conversations, and most customers, that are put together by one call.
  package static let mostMerged = 20

  /// Puts conversations of one channel into one: what was said is one thread, and whoever wrote in any of them is heard in it.
  ///
  /// - Throws: `validationFailed` for one of another channel or of another customer, or one that does not exist.
  package func mergeConversations(_ others: [ID<Conversation>], into id: ID<Conversation>) throws -> ShownConversation {
    try principal.require(.mergeContacts)
    var conversation = try takeConversation(id)
    let merged = try others.enumerated().map { index, other in try mergeable(other, "conversation_ids[\(index)]", into: conversation) }
    guard Set(merged.map(\.id)).count == merged.count else {
      throw Refusal.invalid("conversation_ids", "repeated", "Name each conversation once.")
    }
    for other in merged {
      conversation.customerID = conversation.customerID ?? other.customerID
      conversation.assigneeID = conversation.assigneeID ?? other.assigneeID
      conversation.name = conversation.name ?? other.name
      conversation.contactName = conversation.contactName ?? other.contactName
      conversation.contactPictureURL = conversation.contactPictureURL ?? other.contactPictureURL
      conversation.isOpen = conversation.isOpen || other.isOpen
      conversation.lastInboundAt = [conversation.lastInboundAt, other.lastInboundAt].compactMap(\.self).max()
      if let alert = try tx.alerts.open(of: other.id) { _ = try acknowledge(alert) }
    }
    let customers = Set(merged.compactMap(\.customerID) + [conversation.customerID].compactMap(\.self))
    guard customers.count < 2 else {
      throw Refusal.invalid(
        "conversation_ids", "other_customer", "These conversations are with different customers. Put the customers together first.")
    }
    try tx.conversations.merge(merged.map(\.id), into: conversation.id, at: now)
    try tx.conversations.save(&conversation, at: now)
    conversation = try tx.conversations.refresh(conversation.id, at: now)
    try index(conversation)
    try record(
      "conversation.merged", conversation.eventObject, at: conversation.locationID,
      data: .object([("merged_ids", .array(merged.map { .string($0.id.text) }))]))
    return try shown(conversation)
  }

  private func mergeable(_ other: ID<Conversation>, _ field: String, into conversation: Conversation) throws -> Conversation {
    guard let found = try tx.conversations.find(other), ConversationStore.isSeen(found, at: principal.locationID), found.mergedInto == nil
    else { throw Refusal.invalid(field, "unknown", "There is no such conversation.") }
    guard found.id != conversation.id else { throw Refusal.invalid(field, "same", "A conversation cannot be put into itself.") }
    guard found.channel == conversation.channel else {
      throw Refusal.invalid(
        field, "other_channel", "Only conversations of one channel become one thread. Link both to the same customer instead.")
    }
    return found
  }
}
