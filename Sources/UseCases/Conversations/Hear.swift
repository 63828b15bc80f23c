package import Domain
import JSON
import Stores

/// What channels bring. Whatever is heard, in whatever order and however often, the thread is the same (WHI-03, WHI-05): each message is
/// known by the channel's name for it and sorted by the channel's time, what follows from messages is computed, and marks only rise.
extension UnitOfWork {
  /// Takes up something that a contact said, or that was said to them elsewhere. The first word of a contact begins their conversation.
  ///
  /// - Returns: the message; nil where it was known already, or was taken back before it was heard.
  /// - Throws: `validationFailed` for names that no channel has.
  @discardableResult
  package func hear(_ inbound: InboundMessage) throws -> ThreadMessage? {
    try principal.require(.reply)
    if let externalID = inbound.externalID, let known = try tx.threads.find(externalID: externalID, of: inbound.contact) {
      guard !known.isHeard else { return nil }
      try tx.threads.hearUnsent(known.message.id, inbound.direction, inbound.kind, sentAt: inbound.sentAt)
      let (origin, target) = try conversations(of: inbound.contact)
      try restore(target.id)
      try note(inbound, origin, target)
      return nil
    }
    if let own = try inbound.echoOf.flatMap({ try tx.threads.find($0) }) {
      if let externalID = inbound.externalID { try tx.threads.name(own.id, externalID: externalID) }
      return nil
    }
    let (origin, target) = try conversations(of: inbound.contact)
    try restore(target.id)
    let message = try written(inbound, in: target)
    let conversation = try note(inbound, origin, target)
    try findable(conversation, by: message.text)
    try record(
      "message.received", conversation.eventObject, at: conversation.locationID,
      data: conversation.eventData(of: message))
    if inbound.direction == .in { try ring(conversation, for: message) }
    return message
  }

  private func written(_ inbound: InboundMessage, in target: Conversation) throws -> ThreadMessage {
    let message = ThreadMessage(
      id: ids.next(), conversationID: target.id, direction: inbound.direction, kind: inbound.kind,
      text: ChatText.kept(inbound.text, limit: ChatText.inboundLimit), externalID: inbound.externalID, sentAt: inbound.sentAt,
      receivedAt: now, isUnread: inbound.direction == .in)
    try tx.threads.add(message, of: inbound.contact)
    for (position, file) in inbound.attachments.prefix(ChatAttachment.mostOfOne).enumerated() {
      try tx.chatAttachments.add(file, id: ids.next(), in: target.id, message: message.id, position: position, at: now)
    }
    return message
  }

  /// The conversation is open again, and its contact may be answered from the moment they wrote.
  @discardableResult
  private func note(_ inbound: InboundMessage, _ origin: Conversation, _ target: Conversation) throws -> Conversation {
    let wrote = inbound.direction == .in ? inbound.sentAt : nil
    if origin.id != target.id, let wrote { try tx.conversations.reach(origin.id, wroteAt: wrote) }
    return try tx.conversations.refresh(target.id, wroteAt: wrote, isOwn: origin.id == target.id, opens: true, at: now)
  }

  /// Takes back a message, whether or not it was heard already: its text and files are gone, and what is heard of it later stays so.
  package func hearUnsent(_ externalID: String, by contact: ChatContact) throws {
    try principal.require(.reply)
    guard let known = try tx.threads.find(externalID: externalID, of: contact) else {
      let (_, target) = try conversations(of: contact)
      try tx.threads.addUnheard(externalID, id: ids.next(), in: target, contact: contact, at: now)
      // Counts like one that comes in time, so that even the version is the same.
      _ = try tx.conversations.refresh(target.id, at: now)
      return
    }
    guard known.isHeard, try tx.threads.unsend(known.message.id) else { return }
    let conversation = try tx.conversations.refresh(known.message.conversationID, at: now)
    try index(conversation)
    try settleAlert(of: conversation)
    try record(
      "message.unsent", conversation.eventObject, at: conversation.locationID, data: conversation.eventData(of: known.message))
  }

  /// Notes up to where messages have arrived, or were read. Marks only rise.
  ///
  /// - Parameters:
  ///   - moment: the channel's own; nil where it names messages alone.
  ///   - names: what the channel calls messages that have.
  package func hear(_ mark: ChatMark, upTo moment: Instant?, names: [String] = [], by contact: ChatContact) throws {
    try principal.require(.reply)
    let named = try tx.threads.lastSent(Array(names.prefix(200)), of: contact)
    guard let reach = [moment, named].compactMap(\.self).max() else { return }
    let (origin, target) = try conversations(of: contact)
    let changes = try Set([origin.id, target.id]).map { try tx.conversations.rise(mark, of: $0, to: reach) }
    guard changes.contains(true), try isListed(target) else { return }
    try record(
      mark == .read ? "conversation.seen" : "conversation.delivered", target.eventObject, at: target.locationID,
      data: target.eventData)
  }

  /// Notes what a channel says of a contact; the newest word counts.
  package func hear(_ profile: ChatProfile, of contact: ChatContact) throws {
    try principal.require(.reply)
    let (origin, target) = try conversations(of: contact)
    for var conversation in origin.id == target.id ? [target] : [origin, target] {
      if let known = conversation.profileAt, known >= profile.at { continue }
      conversation.contactName = ChatText.kept(profile.name, limit: ChatText.nameLimit, multiline: false)
      conversation.contactPictureURL = ChatText.pictureURL(profile.pictureURL)
      conversation.profileAt = profile.at
      try tx.conversations.note(conversation)
      guard try isListed(conversation) else { continue }
      try index(conversation)
      try record("conversation.updated", conversation.eventObject, at: conversation.locationID, data: conversation.eventData)
    }
  }

  /// Notes that a contact follows the shop, or blocked it; the last word counts.
  package func hear(followed: Bool, at moment: Instant, by contact: ChatContact) throws {
    try principal.require(.reply)
    let (origin, target) = try conversations(of: contact)
    for var conversation in origin.id == target.id ? [target] : [origin, target] {
      let known = followed ? conversation.followedAt : conversation.blockedAt
      if let known, known >= moment { continue }
      if followed { conversation.followedAt = moment } else { conversation.blockedAt = moment }
      try tx.conversations.note(conversation)
      guard try isListed(conversation) else { continue }
      try record("conversation.updated", conversation.eventObject, at: conversation.locationID, data: conversation.eventData)
    }
  }

  /// The conversation of a contact, made where there is none, and the one it was put into. One that is known by a mark or a name alone
  /// begins closed, until something is said; until then one that was removed stays so, too.
  func conversations(of contact: ChatContact) throws -> (origin: Conversation, target: Conversation) {
    try contact.check()
    guard let origin = try tx.conversations.find(contact) else {
      var conversation = Conversation(id: ids.next(), contact: contact, createdAt: now)
      conversation.isOpen = false
      try tx.conversations.add(conversation)
      return (conversation, conversation)
    }
    guard let target = try origin.mergedInto.flatMap({ try tx.conversations.find(evenRemoved: $0) }) else { return (origin, origin) }
    return (origin, target)
  }

  /// Whether somebody could see it: neither put into another one nor removed.
  private func isListed(_ conversation: Conversation) throws -> Bool {
    try conversation.mergedInto == nil && tx.conversations.find(conversation.id) != nil
  }
}

extension ChatContact {
  /// Refuses names that no channel has.
  package func check() throws(Refusal) {
    var checks = FieldChecks()
    for (name, field, needed) in [(account, "account", false), (key, "contact_key", true)] {
      if needed, name.isEmpty { checks.fail(field, "required", "\(field) must not be empty.") }
      if name.utf8.count > InboundMessage.nameLimit { checks.fail(field, "too_long", "\(field) is too long.") }
      if name.unicodeScalars.contains(where: \.isControl) {
        checks.fail(field, "control_character", "\(field) must not have control characters.")
      }
    }
    try checks.finish()
  }
}

extension Conversation {
  var eventObject: EventObject { EventObject("conversation", id.text, version: version) }

  /// Nothing of what was said and not by whom: listeners ask for it.
  var eventData: JSON { .object(facts) }

  func eventData(of message: ThreadMessage) -> JSON {
    .object(
      facts + [
        ("message_id", .string(message.id.text)), ("direction", .string(message.direction.rawValue)),
        ("kind", .string(message.kind.rawValue)),
      ])
  }

  private var facts: [(key: String, value: JSON)] {
    [
      ("conversation_id", .string(id.text)), ("channel", .string(channel.rawValue)), ("unread", .number(String(unread))),
      ("assignee_id", assigneeID.map { .string($0.text) } ?? .null),
    ]
  }
}
