package import Domain
package import SQLEngine

extension Transaction {
  package var conversations: ConversationStore { ConversationStore(tx: self) }
}

/// Conversations. What can be told from their messages (unread, the last one) is computed from them, never counted along, so that it is
/// the same in whatever order messages arrive.
package struct ConversationStore {
  let tx: Transaction

  package func find(_ id: ID<Conversation>) throws -> Conversation? {
    try tx.row("SELECT * FROM conversations WHERE id = \(id) AND removed_at IS NULL").map(Conversation.init(row:))
  }

  /// A conversation, even a removed one.
  package func find(evenRemoved id: ID<Conversation>) throws -> Conversation? {
    try tx.row("SELECT * FROM conversations WHERE id = \(id)").map(Conversation.init(row:))
  }

  /// The conversation of a contact, merged or removed ones too.
  package func find(_ contact: ChatContact) throws -> Conversation? {
    try tx.row(
      """
      SELECT * FROM conversations
      WHERE channel = \(contact.channel.rawValue) AND account = \(contact.account) AND contact_key = \(contact.key)
      """
    ).map(Conversation.init(row:))
  }

  /// - Parameter location: of whoever asks; what belongs to another one does not exist for them.
  /// - Throws: ``RefusalCode/notFound``.
  package func take(_ id: ID<Conversation>, at location: ID<Location>? = nil) throws -> Conversation {
    guard let conversation = try find(id), Self.isSeen(conversation, at: location) else { throw Refusal.notFound("conversation") }
    return conversation
  }

  package static func isSeen(_ conversation: Conversation, at location: ID<Location>?) -> Bool {
    location == nil || conversation.locationID == nil || conversation.locationID == location
  }

  /// Those that were put into another one, and the one itself: every way to reach the contact.
  package func ways(to id: ID<Conversation>) throws -> [Conversation] {
    try tx.rows("SELECT * FROM conversations WHERE (id = \(id) OR merged_into = \(id)) AND removed_at IS NULL ORDER BY created_at, id")
      .map(Conversation.init(row:))
  }

  package func find(of customer: ID<Customer>) throws -> [Conversation] {
    try tx.rows(
      "SELECT * FROM conversations WHERE customer_id = \(customer) AND removed_at IS NULL ORDER BY list_at DESC, id DESC"
    ).map(Conversation.init(row:))
  }

  /// Writes a new conversation, without messages.
  package func add(_ conversation: Conversation) throws {
    try tx.execute(
      """
      INSERT INTO conversations (id, channel, account, contact_key, contact_name, contact_picture_url, profile_at, name, customer_id,
        assignee_id, location_id, is_open, unread, list_at, last_inbound_at, own_inbound_at, version,
        created_at, updated_at)
      VALUES (\(conversation.id), \(conversation.channel.rawValue), \(conversation.account), \(conversation.contactKey),
        \(conversation.contactName), \(conversation.contactPictureURL), \(conversation.profileAt), \(conversation.name),
        \(conversation.customerID), \(conversation.assigneeID), \(conversation.locationID), \(conversation.isOpen), 0,
        \(conversation.createdAt), \(conversation.lastInboundAt), \(conversation.ownInboundAt), \(conversation.version),
        \(conversation.createdAt), \(conversation.updatedAt))
      """)
  }

  /// Writes what staff and channels say of a conversation; what follows from its messages is left to ``refresh(_:at:)``.
  package func save(_ conversation: inout Conversation, at now: Instant) throws {
    conversation.updatedAt = now
    conversation.version += 1
    try tx.execute(
      """
      UPDATE conversations SET contact_name = \(conversation.contactName), contact_picture_url = \(conversation.contactPictureURL),
        profile_at = \(conversation.profileAt), name = \(conversation.name), customer_id = \(conversation.customerID),
        assignee_id = \(conversation.assigneeID), location_id = \(conversation.locationID), is_open = \(conversation.isOpen),
        last_inbound_at = \(conversation.lastInboundAt), delivered_up_to = \(conversation.deliveredUpTo),
        read_up_to = \(conversation.readUpTo), followed_at = \(conversation.followedAt), blocked_at = \(conversation.blockedAt),
        merged_into = \(conversation.mergedInto), version = version + 1, updated_at = \(now)
      WHERE id = \(conversation.id)
      """)
  }

  /// Writes what a channel says of a contact; no change of the conversation, so its version stays.
  package func note(_ conversation: Conversation) throws {
    try tx.execute(
      """
      UPDATE conversations SET contact_name = \(conversation.contactName), contact_picture_url = \(conversation.contactPictureURL),
        profile_at = \(conversation.profileAt), followed_at = \(conversation.followedAt), blocked_at = \(conversation.blockedAt)
      WHERE id = \(conversation.id)
      """)
  }

  /// Raises a mark.
  ///
  /// - Returns: whether it rose.
  package func rise(_ mark: ChatMark, of id: ID<Conversation>, to moment: Instant) throws -> Bool {
    let column: SQL = mark == .read ? "read_up_to" : "delivered_up_to"
    return try tx.changes(
      "UPDATE conversations SET \(column) = \(moment) WHERE id = \(id) AND (\(column) IS NULL OR \(column) < \(moment))") == 1
  }

  /// Notes when the contact of a conversation that was put into another one last wrote.
  package func reach(_ id: ID<Conversation>, wroteAt moment: Instant) throws {
    try tx.execute(
      """
      UPDATE conversations SET own_inbound_at = \(moment),
        last_inbound_at = CASE WHEN COALESCE(last_inbound_at, 0) < \(moment) THEN \(moment) ELSE last_inbound_at END
      WHERE id = \(id) AND COALESCE(own_inbound_at, 0) < \(moment)
      """)
  }

  /// Computes unread and the last message anew, in the one write that a message is to its conversation.
  ///
  /// - Parameters:
  ///   - moment: when its contact wrote; nil where they did not.
  ///   - isOwn: whether they wrote on its own way, and not on that of one that was put into it.
  ///   - opens: whether a closed one is open again.
  package func refresh(
    _ id: ID<Conversation>, wroteAt moment: Instant? = nil, isOwn: Bool = false, opens: Bool = false, at now: Instant
  ) throws -> Conversation {
    let last = try tx.row(
      """
      SELECT sent_at, text, direction FROM thread_messages
      WHERE conversation_id = \(id) AND direction <> 'system' AND is_heard = 1 ORDER BY sent_at DESC, place DESC LIMIT 1
      """)
    let at = try last?.instant("sent_at")
    let text = try last?.textOrNil("text").map(Self.shortened)
    let rows = try tx.rows(
      """
      UPDATE conversations SET
        unread = (SELECT COUNT(*) FROM thread_messages WHERE conversation_id = \(id) AND is_unread = 1),
        last_message_at = \(at), last_message_text = \(text), last_message_direction = \(try last?.text("direction")),
        list_at = COALESCE(\(at), created_at), is_open = CASE WHEN \(opens) = 1 THEN 1 ELSE is_open END,
        last_inbound_at = CASE WHEN COALESCE(last_inbound_at, 0) < \(moment) THEN \(moment) ELSE last_inbound_at END,
        own_inbound_at = CASE WHEN \(isOwn) = 1 AND COALESCE(own_inbound_at, 0) < \(moment) THEN \(moment) ELSE own_inbound_at END,
        version = version + 1, updated_at = \(now)
      WHERE id = \(id) RETURNING *
      """)
    guard let row = rows.first else { throw Refusal.notFound("conversation") }
    return try Conversation(row: row)
  }

  /// The beginning of a text, without the place of a link.
  private static func shortened(_ text: String) -> String {
    let words = text.split(separator: CheckoutLink.placeholder, omittingEmptySubsequences: true).joined()
    return String(String.UnicodeScalarView(words.unicodeScalars.prefix(Conversation.LastMessage.textLimit)))
  }

  /// Says who is writing a reply; no change of the conversation, so its version stays.
  package func reply(_ id: ID<Conversation>, _ replying: Conversation.Replying?) throws {
    try tx.execute(
      """
      UPDATE conversations SET replying_staff_id = \(replying?.staffID), replying_until = \(replying?.until) WHERE id = \(id)
      """)
  }

  /// Puts conversations into another one: their messages, files and orders are its own from now on, and whoever wrote in them is heard
  /// in it.
  package func merge(_ others: [ID<Conversation>], into id: ID<Conversation>, at now: Instant) throws {
    let ids = SQL.list(others.map(\.text))
    try tx.execute("UPDATE thread_messages SET conversation_id = \(id) WHERE conversation_id IN \(ids)")
    try tx.execute("UPDATE chat_attachments SET conversation_id = \(id) WHERE conversation_id IN \(ids)")
    try tx.execute("UPDATE orders SET conversation_id = \(id) WHERE conversation_id IN \(ids)")
    try tx.execute(
      """
      UPDATE conversations SET merged_into = \(id), unread = 0, last_message_at = NULL, last_message_text = NULL,
        last_message_direction = NULL, replying_staff_id = NULL, replying_until = NULL, version = version + 1, updated_at = \(now)
      WHERE id IN \(ids) OR merged_into IN \(ids)
      """)
    for other in others { try tx.search.remove(other) }
  }

  /// Takes a conversation out of every list. Whoever writes again begins anew in it.
  package func remove(_ id: ID<Conversation>, at now: Instant) throws {
    try tx.execute("UPDATE conversations SET removed_at = \(now), version = version + 1, updated_at = \(now) WHERE id = \(id)")
    try tx.search.remove(id)
  }

  /// Puts it back, because its contact wrote again; closed until something is said.
  ///
  /// - Returns: whether it was removed.
  package func restore(_ id: ID<Conversation>) throws -> Bool {
    try tx.changes("UPDATE conversations SET removed_at = NULL, is_open = 0 WHERE id = \(id) AND removed_at IS NOT NULL") == 1
  }
}

extension Conversation {
  init(row: Row) throws {
    let contact = ChatContact(channel: try row.choice("channel"), account: try row.text("account"), key: try row.text("contact_key"))
    self.init(id: try row.id("id"), contact: contact, createdAt: try row.instant("created_at"))
    contactName = try row.textOrNil("contact_name")
    contactPictureURL = try row.textOrNil("contact_picture_url")
    profileAt = try row.instantOrNil("profile_at")
    name = try row.textOrNil("name")
    customerID = try row.idOrNil("customer_id")
    assigneeID = try row.idOrNil("assignee_id")
    locationID = try row.idOrNil("location_id")
    isOpen = try row.flag("is_open")
    unread = try row.integer("unread")
    if let at = try row.instantOrNil("last_message_at") {
      lastMessage = LastMessage(at: at, text: try row.textOrNil("last_message_text"), direction: try row.choice("last_message_direction"))
    }
    lastInboundAt = try row.instantOrNil("last_inbound_at")
    ownInboundAt = try row.instantOrNil("own_inbound_at")
    deliveredUpTo = try row.instantOrNil("delivered_up_to")
    readUpTo = try row.instantOrNil("read_up_to")
    followedAt = try row.instantOrNil("followed_at")
    blockedAt = try row.instantOrNil("blocked_at")
    if let staffID = try row.idOrNil("replying_staff_id", Staff.self) {
      replying = Replying(staffID: staffID, until: try row.instant("replying_until"))
    }
    mergedInto = try row.idOrNil("merged_into")
    version = try row.integer("version")
    updatedAt = try row.instant("updated_at")
  }
}
