package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Writes to the contact of a conversation. What staff write means that they have read what was there.
  ///
  /// - Parameters:
  ///   - files: what was uploaded into the conversation and not sent yet.
  ///   - dedupKey: what happens once; a message that there is under it, is returned.
  ///   - kind: what it is in the outbox, `chat` for what a person wrote.
  /// - Throws: ``RefusalCode/replyWindowClosed`` where the channel takes no reply now, `validationFailed`, ``RefusalCode/rateLimited``.
  @discardableResult
  package func reply(
    _ id: ID<Conversation>, text: String?, attachments files: [ID<ChatAttachment>] = [], order: ID<Order>? = nil,
    kind: Message.Kind = .chat, dedupKey: String? = nil
  ) throws -> ThreadMessage {
    try principal.require(.reply)
    if let given = try dedupKey.flatMap({ try tx.threads.find(dedupKey: $0) }) { return given }
    let conversation = try takeConversation(id)
    let way = try way(to: conversation)
    try requireWindow(of: way, byPerson: kind == .chat)
    let text = try settled(text, files)
    var new = NewMessage(kind: kind, channel: .conversation, recipient: way.id.text, text: text ?? "")
    (new.service, new.orderID, new.locationID, new.dedupKey) = (way.channel, order, conversation.locationID, dedupKey)
    let sent = try addMessage(new, recipientField: "conversation_id")
    return try show(sent, in: conversation, way, text: text, files: files, dedupKey: dedupKey)
  }

  /// Puts a message of the outbox into the thread that it goes to.
  private func show(
    _ sent: Message, in conversation: Conversation, _ way: Conversation, text: String?, files: [ID<ChatAttachment>], dedupKey: String?
  ) throws -> ThreadMessage {
    let message = ThreadMessage(
      id: ids.next(), conversationID: conversation.id, direction: .out, kind: try kind(of: files, text, in: conversation), text: text,
      sentAt: now, receivedAt: now, staffID: principal.staffID, messageID: sent.id, orderID: sent.orderID)
    try tx.threads.add(message, of: way.contact, dedupKey: dedupKey)
    for (position, file) in files.enumerated() {
      guard try tx.chatAttachments.send(file, with: message.id, position: position, in: conversation.id) else {
        throw Refusal.invalid("attachments[\(position)]", "unknown", "This file was not uploaded here, or was sent already.")
      }
    }
    if principal.staffID != nil { _ = try tx.threads.read(conversation.id) }
    let told = try tx.conversations.refresh(conversation.id, opens: true, at: now)
    try settleAlert(of: told)
    try findable(told, by: text)
    if told.replying?.staffID == principal.staffID { try tx.conversations.reply(told.id, nil) }
    try record("conversation.replied", told.eventObject, at: told.locationID, data: told.eventData(of: message))
    return try tx.threads.take(message.id, of: told.id)
  }

  private func kind(of files: [ID<ChatAttachment>], _ text: String?, in conversation: Conversation) throws -> ThreadMessage.Kind {
    guard text == nil, let first = files.first else { return .text }
    return try tx.chatAttachments.find(first, of: conversation.id)?.kind == .file ? .file : .image
  }

  private func settled(_ text: String?, _ files: [ID<ChatAttachment>]) throws -> String? {
    var checks = FieldChecks()
    if files.count > ChatAttachment.mostOfOne {
      checks.fail("attachments", "too_many", "A message may have at most \(ChatAttachment.mostOfOne) files.")
    }
    if Set(files).count < files.count { checks.fail("attachments", "repeated", "Name each file once.") }
    let kept = ChatText.kept(text, limit: ThreadMessage.textLimit + 1)
    if kept == nil, files.isEmpty { checks.fail("text", "required", "Write something, or add a picture.") }
    if let kept, kept.unicodeScalars.count > ThreadMessage.textLimit {
      checks.fail("text", "too_long", "A message may have at most \(ThreadMessage.textLimit) characters.")
    }
    try checks.finish()
    return kept
  }

  /// By which of a contact's ways they are answered: where they wrote last.
  package func way(to conversation: Conversation) throws -> Conversation {
    conversation.way(among: try tx.conversations.ways(to: conversation.id))
  }

  /// - Parameter byPerson: staff wrote it; false for what the shop says by itself.
  /// - Throws: ``RefusalCode/replyWindowClosed``.
  package func requireWindow(of way: Conversation, byPerson: Bool) throws {
    let window = ReplyWindow(of: way, at: now)
    guard !window.takes(byPerson: byPerson) else { return }
    let words =
      switch window.reason {
      case .blocked: "This contact has blocked the shop or left it. Nothing reaches them here until they write again."
      case .neverWrote: "This contact has not written to the shop yet, so the channel takes no message to them."
      case .silent, .merged, nil: "The time in which the channel takes an answer is over. It begins again when the contact writes."
      }
    throw Refusal(.replyWindowClosed, words)
  }

  /// Sends again what was not delivered.
  ///
  /// - Throws: ``RefusalCode/conflict`` for what is on its way or arrived.
  package func retryReply(_ id: ID<Conversation>, _ messageID: ID<ThreadMessage>) throws -> ThreadMessage {
    try principal.require(.reply)
    let conversation = try takeConversation(id)
    let message = try tx.threads.take(messageID, of: conversation.id)
    guard message.delivery == .notDelivered, let outbox = message.messageID else {
      throw Refusal(.conflict, "Only what was not delivered can be sent again.")
    }
    try requireWindow(of: try way(to: conversation), byPerson: true)
    _ = try resendMessage(outbox)
    try record(
      "conversation.replied", conversation.eventObject, at: conversation.locationID, data: conversation.eventData(of: message))
    return try tx.threads.take(messageID, of: conversation.id)
  }

  /// Tells in the thread what became of an order, once for each key.
  ///
  /// - Parameter word: what happened, such as `paid`; texts for it are in the catalogue.
  /// - Returns: false where it was told before.
  @discardableResult
  package func addSystemLine(
    _ word: String, _ facts: [ThreadEvent.Fact] = [], of order: ID<Order>?, in id: ID<Conversation>, key: String
  ) throws -> Bool {
    try principal.require(.readOrders)
    guard try tx.threads.find(dedupKey: key) == nil, let conversation = try standing(id) else { return false }
    let lineID = ids.next(ThreadMessage.self)
    // Of what happened at one moment the line comes before what is said about it.
    let line = ThreadMessage(
      id: lineID, conversationID: conversation.id, direction: .system, kind: .event, text: nil, sentAt: now, place: "_\(lineID)",
      receivedAt: now,
      staffID: principal.staffID, orderID: order, event: ThreadEvent(word: word, facts: facts))
    try tx.threads.add(line, of: conversation.contact, dedupKey: key)
    try record("conversation.told", conversation.eventObject, at: conversation.locationID, data: conversation.eventData(of: line))
    return true
  }

  /// A conversation, or the one it was put into; nil for a removed one.
  package func standing(_ id: ID<Conversation>) throws -> Conversation? {
    guard let conversation = try tx.conversations.find(id) else { return nil }
    return try conversation.mergedInto.map { try tx.conversations.find($0) } ?? conversation
  }

  /// A conversation that must exist for the principal; one that was put into another stands for that.
  package func takeConversation(_ id: ID<Conversation>) throws -> Conversation {
    let conversation = try tx.conversations.take(id, at: principal.locationID)
    guard let survivor = conversation.mergedInto else { return conversation }
    return try tx.conversations.take(survivor, at: principal.locationID)
  }
}
