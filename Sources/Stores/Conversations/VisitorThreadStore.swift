package import Domain
package import SQLEngine

extension Transaction {
  package var visitorThreads: VisitorThreadStore { VisitorThreadStore(tx: self) }
}

/// What a visitor of the web chat may see of the conversation that they are heard in.
///
/// Staff may have put several contacts into one conversation, rightly or by mistake: a visitor sees what came from their own browser and
/// what was sent to it, wherever it stands now, and nothing of anybody else.
package struct VisitorThreadStore {
  let tx: Transaction

  /// A page of it, newest first.
  package func list(_ own: Conversation, page: PageRequest) throws -> Page<ThreadMessage> {
    var condition = Self.isTheirs(own)
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      condition =
        condition
        + " AND (m.sent_at, m.place) < (\(place.value), COALESCE((SELECT place FROM thread_messages WHERE id = \(place.id)), ''))"
    }
    let found = try tx.threads.messages(where: condition, limit: page.limit + 1)
    return Page(rows: found, limit: page.limit) { Keyset(value: .integer($0.sentAt.milliseconds), id: $0.id.text) }
  }

  /// How many messages were sent to them that they have not read.
  package func unread(by own: Conversation) throws -> Int64 {
    try tx.row(
      """
      SELECT COUNT(*) AS count FROM thread_messages m LEFT JOIN messages o ON o.id = m.message_id
      WHERE \(Self.isTheirs(own)) AND m.direction = 'out' AND m.is_unsent = 0 AND m.sent_at > \(own.readUpTo?.milliseconds ?? 0)
      """)?.integer("count") ?? 0
  }

  /// A file of theirs with the message that it came with; nil for any other.
  package func file(_ id: ID<ChatAttachment>, of own: Conversation) throws -> (ChatAttachment, ThreadMessage)? {
    guard
      let message = try tx.threads.messages(
        where: Self.isTheirs(own) + " AND m.id = (SELECT message_id FROM chat_attachments WHERE id = \(id))"
      ).first, let file = message.attachments.first(where: { $0.id == id })
    else { return nil }
    return (file, message)
  }

  /// For `m`, messages of threads, and `o`, their messages of the outbox, whose recipient is the contact's own conversation.
  private static func isTheirs(_ own: Conversation) -> SQL {
    let standing = own.mergedInto ?? own.id
    let (first, last) = ("\(own.contactKey):", "\(own.contactKey);")
    return """
      m.conversation_id = \(standing) AND m.channel = 'web_chat' AND m.is_heard = 1
        AND ((m.direction = 'in' AND m.external_id >= \(first) AND m.external_id < \(last))
          OR (m.direction = 'out' AND o.recipient = \(own.id)))
      """
  }
}
