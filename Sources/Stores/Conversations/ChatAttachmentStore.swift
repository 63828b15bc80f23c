package import Domain
package import SQLEngine

extension Transaction {
  package var chatAttachments: ChatAttachmentStore { ChatAttachmentStore(tx: self) }
}

/// What came or goes with messages; a file and its row are written in one transaction (UPL-07).
package struct ChatAttachmentStore {
  let tx: Transaction

  /// Keeps a file that was looked at.
  ///
  /// - Parameter message: what it belongs to; nil while nobody has sent it.
  package func add(
    _ new: NewChatAttachment, id: ID<ChatAttachment>, in conversation: ID<Conversation>, message: ID<ThreadMessage>? = nil,
    position: Int = 0, by staff: ID<Staff>? = nil, at now: Instant
  ) throws {
    try tx.execute(
      """
      INSERT INTO chat_attachments (id, conversation_id, message_id, position, kind, name, media_type, octets, width, height,
        sticker_package, sticker, staff_id, created_at)
      VALUES (\(id), \(conversation), \(message), \(position), \(new.kind.rawValue), \(new.name), \(new.mediaType?.rawValue),
        \(new.bytes.count), \(new.width), \(new.height), \(new.sticker?.package), \(new.sticker?.sticker), \(staff), \(now))
      """)
    guard new.mediaType != nil else { return }
    try tx.execute("INSERT INTO chat_attachment_files (attachment_id, content) VALUES (\(id), \(Base64.text(new.bytes)))")
  }

  /// Files by the message they belong to.
  package func find(ofMessages ids: [String]) throws -> [String: [ChatAttachment]] {
    guard !ids.isEmpty else { return [:] }
    var found: [String: [ChatAttachment]] = [:]
    for row in try tx.rows("SELECT * FROM chat_attachments WHERE message_id IN \(SQL.list(ids)) ORDER BY message_id, position, id") {
      found[try row.text("message_id"), default: []].append(try ChatAttachment(row: row))
    }
    return found
  }

  package func find(_ id: ID<ChatAttachment>, of conversation: ID<Conversation>) throws -> ChatAttachment? {
    try tx.row("SELECT * FROM chat_attachments WHERE id = \(id) AND conversation_id = \(conversation)").map(ChatAttachment.init(row:))
  }

  /// The octets of a file; nil where there are none, or were.
  package func bytes(of id: ID<ChatAttachment>) throws -> [UInt8]? {
    guard let row = try tx.row("SELECT content FROM chat_attachment_files WHERE attachment_id = \(id)") else { return nil }
    guard let bytes = Base64.bytes(try row.text("content")) else { throw EngineError.statement("A file of a conversation is damaged.") }
    return bytes
  }

  /// Gives a file that nobody has sent yet to a message.
  ///
  /// - Returns: false where there is no such file in the conversation, or it was sent already.
  package func send(
    _ id: ID<ChatAttachment>, with message: ID<ThreadMessage>, position: Int, in conversation: ID<Conversation>
  ) throws -> Bool {
    try tx.changes(
      """
      UPDATE chat_attachments SET message_id = \(message), position = \(position)
      WHERE id = \(id) AND conversation_id = \(conversation) AND message_id IS NULL
      """) == 1
  }

  /// How many files of a conversation nobody has sent yet.
  package func countUnsent(in conversation: ID<Conversation>) throws -> Int64 {
    try tx.row(
      "SELECT COUNT(*) AS count FROM chat_attachments WHERE conversation_id = \(conversation) AND message_id IS NULL"
    )?.integer("count") ?? 0
  }

  /// Removes what nobody sent within the time.
  package func removeUnsent(before moment: Instant) throws {
    let theirs: SQL = "message_id IS NULL AND created_at < \(moment)"
    try tx.execute("DELETE FROM chat_attachment_files WHERE attachment_id IN (SELECT id FROM chat_attachments WHERE \(theirs))")
    try tx.execute("DELETE FROM chat_attachments WHERE \(theirs)")
  }

  /// Removes all files of conversations for good.
  ///
  /// - Parameter theirs: what `conversation_id` must be.
  func remove(ofConversations theirs: SQL) throws {
    try tx.execute(
      "DELETE FROM chat_attachment_files WHERE attachment_id IN (SELECT id FROM chat_attachments WHERE conversation_id \(theirs))")
    try tx.execute("DELETE FROM chat_attachments WHERE conversation_id \(theirs)")
  }

  /// Removes files for good.
  ///
  /// - Parameter theirs: what `message_id` must be.
  func remove(ofMessages theirs: SQL) throws {
    try tx.execute("DELETE FROM chat_attachment_files WHERE attachment_id IN (SELECT id FROM chat_attachments WHERE message_id \(theirs))")
    try tx.execute("DELETE FROM chat_attachments WHERE message_id \(theirs)")
  }
}

extension ChatAttachment {
  init(row: Row) throws {
    let mediaType: MediaType? = try row.textOrNil("media_type") == nil ? nil : try row.choice("media_type")
    var sticker: Sticker?
    if let name = try row.textOrNil("sticker") { sticker = Sticker(package: try row.textOrNil("sticker_package") ?? "", sticker: name) }
    self.init(
      id: try row.id("id"), kind: try row.choice("kind"), name: try row.textOrNil("name"), mediaType: mediaType,
      octets: try row.integer("octets"), width: try row.integerOrNil("width"), height: try row.integerOrNil("height"), sticker: sticker)
  }
}
