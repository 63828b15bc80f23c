package import Domain
package import SQLEngine

extension Transaction {
  package var threads: ThreadStore { ThreadStore(tx: self) }
}

/// What was said. A message is known by its channel's name for it; what comes again is not written again.
package struct ThreadStore {
  let tx: Transaction

  package func find(_ id: ID<ThreadMessage>) throws -> ThreadMessage? {
    try messages(where: "m.id = \(id)").first
  }

  /// - Throws: ``RefusalCode/notFound`` for one of another conversation.
  package func take(_ id: ID<ThreadMessage>, of conversation: ID<Conversation>) throws -> ThreadMessage {
    guard let message = try find(id), message.conversationID == conversation else { throw Refusal.notFound("message") }
    return message
  }

  /// The message that a channel calls so, with whether it was heard or is known only by having been taken back.
  package func find(externalID: String, of contact: ChatContact) throws -> (message: ThreadMessage, isHeard: Bool)? {
    let known = try tx.row(
      """
      SELECT id, is_heard FROM thread_messages
      WHERE channel = \(contact.channel.rawValue) AND account = \(contact.account) AND external_id = \(externalID)
      """)
    guard let known, let message = try find(try known.id("id")) else { return nil }
    return (message, try known.flag("is_heard"))
  }

  package func find(dedupKey: String) throws -> ThreadMessage? {
    try messages(where: "m.dedup_key = \(dedupKey)").first
  }

  package func find(outbox id: ID<Message>) throws -> ThreadMessage? {
    try messages(where: "m.message_id = \(id)").first
  }

  /// Writes a message of a conversation.
  ///
  /// - Parameter contact: whose channel and account its external identity belongs to.
  package func add(_ message: ThreadMessage, of contact: ChatContact, dedupKey: String? = nil) throws {
    try tx.execute(
      """
      INSERT INTO thread_messages (id, conversation_id, direction, kind, text, channel, account, external_id, sent_at, place, received_at,
        staff_id, message_id, order_id, dedup_key, is_unread, is_unsent, is_heard, word, facts)
      VALUES (\(message.id), \(message.conversationID), \(message.direction.rawValue), \(message.kind.rawValue), \(message.text),
        \(contact.channel.rawValue), \(contact.account), \(message.externalID), \(message.sentAt), \(message.place),
        \(message.receivedAt), \(message.staffID), \(message.messageID), \(message.orderID), \(dedupKey), \(message.isUnread),
        \(message.isUnsent), 1, \(message.event?.word), \(ThreadRows.text(message.event?.facts ?? [])))
      """)
  }

  /// Notes that something was taken back before it was heard; shown to nobody.
  package func addUnheard(
    _ externalID: String, id: ID<ThreadMessage>, in conversation: Conversation, contact: ChatContact, at now: Instant
  ) throws {
    try tx.execute(
      """
      INSERT INTO thread_messages (id, conversation_id, direction, kind, channel, account, external_id, sent_at, place, received_at,
        is_unread, is_unsent, is_heard)
      VALUES (\(id), \(conversation.id), 'in', 'text', \(contact.channel.rawValue), \(contact.account), \(externalID), 0,
        \(externalID), \(now), 0, 1, 0)
      """)
  }

  /// What was taken back before has now been heard: it takes its place in the thread, without what it said.
  package func hearUnsent(_ id: ID<ThreadMessage>, _ direction: ThreadMessage.Direction, _ kind: ThreadMessage.Kind, sentAt: Instant) throws
  {
    try tx.execute(
      """
      UPDATE thread_messages SET is_heard = 1, sent_at = \(sentAt), direction = \(direction.rawValue), kind = \(kind.rawValue)
      WHERE id = \(id) AND is_heard = 0
      """)
  }

  /// Takes a message back: its text and files are gone for good.
  ///
  /// - Returns: whether it still said something.
  package func unsend(_ id: ID<ThreadMessage>) throws -> Bool {
    let changed = try tx.changes(
      "UPDATE thread_messages SET text = NULL, is_unsent = 1, is_unread = 0 WHERE id = \(id) AND is_unsent = 0")
    guard changed == 1 else { return false }
    try tx.chatAttachments.remove(ofMessages: "= \(id)")
    return true
  }

  /// Notes what a channel calls a message that was sent; the first word stays.
  package func name(_ id: ID<ThreadMessage>, externalID: String) throws {
    try tx.execute("UPDATE thread_messages SET external_id = \(externalID) WHERE id = \(id) AND external_id IS NULL")
  }

  /// Somebody has read all of it.
  ///
  /// - Returns: whether anything was unread.
  package func read(_ conversation: ID<Conversation>) throws -> Bool {
    try tx.changes("UPDATE thread_messages SET is_unread = 0 WHERE conversation_id = \(conversation) AND is_unread = 1") > 0
  }

  /// Marks the last thing that the contact said, or else the last thing at all, as unread.
  package func unread(_ conversation: ID<Conversation>) throws {
    try tx.execute(
      """
      UPDATE thread_messages SET is_unread = 1 WHERE id = (
        SELECT id FROM thread_messages WHERE conversation_id = \(conversation) AND direction <> 'system' AND is_heard = 1 AND is_unsent = 0
        ORDER BY CASE WHEN direction = 'in' THEN 0 ELSE 1 END, sent_at DESC, place DESC LIMIT 1)
      """)
  }

  /// Newest first.
  package func list(_ conversation: ID<Conversation>, page: PageRequest) throws -> Page<ThreadMessage> {
    var condition: SQL = "m.conversation_id = \(conversation) AND m.is_heard = 1"
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      condition =
        condition
        + " AND (m.sent_at, m.place) < (\(place.value), COALESCE((SELECT place FROM thread_messages WHERE id = \(place.id)), ''))"
    }
    let found = try messages(where: condition, limit: page.limit + 1)
    return Page(rows: found, limit: page.limit) { Keyset(value: .integer($0.sentAt.milliseconds), id: $0.id.text) }
  }

  /// By conversation, the order that the last thing said in it is about; none where it is about no order.
  package func lastOrders(of conversations: [ID<Conversation>]) throws -> [ID<Conversation>: ID<Order>] {
    guard !conversations.isEmpty else { return [:] }
    let rows = try tx.rows(
      """
      SELECT c.id, (
        SELECT order_id FROM thread_messages WHERE conversation_id = c.id AND direction <> 'system' AND is_heard = 1
        ORDER BY sent_at DESC, place DESC LIMIT 1) AS order_id
      FROM conversations c WHERE c.id IN \(SQL.list(conversations.map(\.text)))
      """)
    var orders: [ID<Conversation>: ID<Order>] = [:]
    for row in rows { orders[try row.id("id")] = try row.idOrNil("order_id") }
    return orders
  }

  /// Those of the orders that are sold at a location.
  package func orders(among ids: [ID<Order>], at location: ID<Location>) throws -> Set<ID<Order>> {
    guard !ids.isEmpty else { return [] }
    let rows = try tx.rows(
      "SELECT id FROM orders WHERE location_id = \(location) AND id IN \(SQL.list(Set(ids).sorted().map(\.text)))")
    return Set(try rows.map { try $0.id("id") })
  }

  /// When the newest of several messages was sent, by what the channel calls them.
  package func lastSent(_ externalIDs: [String], of contact: ChatContact) throws -> Instant? {
    guard !externalIDs.isEmpty else { return nil }
    return try tx.row(
      """
      SELECT MAX(sent_at) AS last FROM thread_messages WHERE channel = \(contact.channel.rawValue) AND account = \(contact.account)
        AND external_id IN \(SQL.list(externalIDs))
      """)?.instantOrNil("last")
  }

  /// Removes all that was said in a conversation, what of it lies in the outbox, and the answers that repeat it.
  package func forget(_ conversation: ID<Conversation>) throws {
    try tx.chatAttachments.remove(ofConversations: "= \(conversation)")
    try tx.execute("UPDATE messages SET status = 'canceled' WHERE status IN ('waiting', 'not_delivered') AND \(outbox(of: conversation))")
    try tx.execute("UPDATE messages SET body_text = '', last_error = NULL WHERE \(outbox(of: conversation))")
    try tx.execute("DELETE FROM thread_messages WHERE conversation_id = \(conversation)")
    try tx.idempotency.forgetAnswers(about: "SELECT id FROM conversations WHERE id = \(conversation) OR merged_into = \(conversation)")
  }

  /// Empties the messages that travelled by these rows of the outbox, whomever their conversations are with.
  ///
  /// - Parameter objects: the rows, as `IN (…)`.
  /// - Returns: their conversations, to be made findable without what was said.
  func empty(ofOutbox objects: SQL, at now: Instant) throws -> [ID<Conversation>] {
    let ids: [ID<Conversation>] = try tx.rows(
      "SELECT DISTINCT conversation_id FROM thread_messages WHERE message_id \(objects) ORDER BY conversation_id"
    ).map { try $0.id("conversation_id") }
    try tx.chatAttachments.remove(ofMessages: "IN (SELECT id FROM thread_messages WHERE message_id \(objects))")
    try tx.execute("UPDATE thread_messages SET text = NULL WHERE message_id \(objects)")
    for id in ids { _ = try tx.conversations.refresh(id, at: now) }
    return ids
  }

  private func outbox(of conversation: ID<Conversation>) -> SQL {
    "id IN (SELECT message_id FROM thread_messages WHERE conversation_id = \(conversation) AND message_id IS NOT NULL)"
  }

  /// Texts of a conversation for search, newest first.
  package func texts(of conversation: ID<Conversation>, limit: Int) throws -> [String] {
    try tx.rows(
      """
      SELECT text FROM thread_messages
      WHERE conversation_id = \(conversation) AND direction <> 'system' AND is_heard = 1
      ORDER BY sent_at DESC, place DESC LIMIT \(limit)
      """
    ).compactMap { try $0.textOrNil("text") }
  }

  func messages(where condition: SQL, limit: Int? = nil) throws -> [ThreadMessage] {
    let cut: SQL = limit.map { "LIMIT \($0)" } ?? ""
    let rows = try tx.rows(
      """
      SELECT m.*, o.status AS outbox_status,
        CASE WHEN o.attempts > 0 AND o.status <> 'sent' THEN o.last_error END AS outbox_error, c.delivered_up_to, c.read_up_to
      FROM thread_messages m JOIN conversations c ON c.id = m.conversation_id LEFT JOIN messages o ON o.id = m.message_id
      WHERE \(condition) ORDER BY m.sent_at DESC, m.place DESC \(cut)
      """)
    let files = try tx.chatAttachments.find(ofMessages: rows.map { try $0.text("id") })
    return try rows.map { try ThreadRows.message($0, files: files[try $0.text("id")] ?? []) }
  }
}
