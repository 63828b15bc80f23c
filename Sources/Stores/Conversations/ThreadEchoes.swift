package import Domain
import SQLEngine

extension ThreadStore {
  /// What the shop is just handing over to a contact's channel, or has since a moment.
  package func leaving(_ conversation: ID<Conversation>, since moment: Instant) throws -> [ThreadMessage] {
    try messages(
      where: """
        m.conversation_id = \(conversation) AND m.direction = 'out'
          AND (o.status IN ('waiting', 'sending') OR (o.status = 'sent' AND o.sent_at >= \(moment)))
        """, limit: 20)
  }
}
