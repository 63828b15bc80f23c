package import Domain
import JSON
import Stores

/// What staff may say of a conversation; nil leaves a thing as it is.
package struct ConversationChanges: Sendable {
  package var name: String??
  package var customerID: ID<Customer>??
  package var assigneeID: ID<Staff>??
  package var isOpen: Bool?
  /// True for read, false for unread.
  package var isRead: Bool?

  package init() {}

  fileprivate var changesWords: Bool { name != nil || customerID != nil }
  fileprivate var changesRow: Bool { changesWords || assigneeID != nil || isOpen != nil }
}

/// What a new conversation begins with.
package struct NewConversation: Sendable {
  package var contact: ChatContact
  package var changes = ConversationChanges()

  package init(contact: ChatContact) {
    self.contact = contact
  }
}

extension UnitOfWork {
  /// Begins a conversation, for a chat of another system that speaks through the API.
  ///
  /// - Parameter key: how that system calls the contact; nil where it has no name for them.
  /// - Throws: ``RefusalCode/conflict`` where the contact has one.
  package func createConversation(
    _ channel: ConversationChannel, account: String, key: String?, _ changes: ConversationChanges
  ) throws -> ShownConversation {
    try principal.require(.reply)
    let id = ids.next(Conversation.self)
    guard let key = key ?? (channel == .api || channel == .webChat ? id.text : nil) else {
      throw Refusal.invalid("contact_key", "required", "This channel has a name of its own for every contact.")
    }
    let contact = ChatContact(channel: channel, account: account, key: key)
    try contact.check()
    if let known = try tx.conversations.find(contact) {
      let standing = known.mergedInto ?? known.id
      guard try tx.conversations.find(standing) == nil else {
        throw Refusal(.conflict, "This contact has a conversation already: \(known.id).")
      }
      try restore(standing)
      return try changeConversation(standing, changes)
    }
    var conversation = Conversation(id: id, contact: contact, createdAt: now)
    conversation.locationID = principal.locationID
    try apply(changes, to: &conversation)
    try tx.conversations.add(conversation)
    try index(conversation)
    try record("conversation.created", conversation.eventObject, at: conversation.locationID, data: conversation.eventData)
    return try shown(conversation)
  }

  /// Changes who answers, whom it is with, whether it is done, and whether it was read.
  package func changeConversation(_ id: ID<Conversation>, _ changes: ConversationChanges) throws -> ShownConversation {
    try principal.require(.reply)
    var conversation = try takeConversation(id)
    if changes.changesRow {
      let before = conversation
      try apply(changes, to: &conversation)
      if conversation != before {
        try tx.conversations.save(&conversation, at: now)
        if changes.changesWords { try index(conversation) }
        try record("conversation.updated", conversation.eventObject, at: conversation.locationID, data: conversation.eventData)
      }
    }
    if let isRead = changes.isRead { conversation = try mark(conversation, read: isRead) }
    return try shown(conversation)
  }

  private func apply(_ changes: ConversationChanges, to conversation: inout Conversation) throws {
    var checks = FieldChecks()
    if let name = changes.name {
      checks.text(name, "name", limit: ChatText.nameLimit)
      conversation.name = name?.trimmedText
    }
    if let customer = changes.customerID {
      if let customer, try tx.customers.find(customer) == nil { checks.fail("customer_id", "unknown", "There is no such customer.") }
      conversation.customerID = customer
    }
    if let assignee = changes.assigneeID {
      if let assignee, try !mayAnswer(assignee, conversation) {
        checks.fail("assignee_id", "unknown", "There is no such colleague who could answer here.")
      }
      conversation.assigneeID = assignee
    }
    if let isOpen = changes.isOpen { conversation.isOpen = isOpen }
    try checks.finish()
  }

  /// Whether somebody of staff works here and finds the conversation.
  private func mayAnswer(_ id: ID<Staff>, _ conversation: Conversation) throws -> Bool {
    guard let staff = try tx.staff.find(id) else { return false }
    return ConversationStore.isSeen(conversation, at: staff.locationID)
  }

  private func mark(_ conversation: Conversation, read: Bool) throws -> Conversation {
    if read {
      guard try tx.threads.read(conversation.id) else { return conversation }
    } else {
      guard conversation.unread == 0 else { return conversation }
      try tx.threads.unread(conversation.id)
    }
    let told = try tx.conversations.refresh(conversation.id, at: now)
    if read { try settleAlert(of: told) }
    try record(read ? "conversation.read" : "conversation.unread", told.eventObject, at: told.locationID, data: told.eventData)
    return told
  }

  /// Says that whoever asks is writing a reply, for ten seconds.
  package func sayReplying(_ id: ID<Conversation>) throws -> ShownConversation {
    try principal.require(.reply)
    let conversation = try takeConversation(id)
    guard let staff = principal.staffID else { return try shown(conversation) }
    let isNews = conversation.replying?.staffID != staff || (conversation.replying?.until ?? now) <= now
    try tx.conversations.reply(
      conversation.id, Conversation.Replying(staffID: staff, until: now.adding(seconds: Conversation.Replying.seconds)))
    if isNews {
      try record("conversation.replying", conversation.eventObject, at: conversation.locationID, data: conversation.eventData)
    }
    return try shown(try tx.conversations.take(conversation.id))
  }

  /// Removes a conversation with all that was said in it, for good; its orders stay. Who writes again begins anew.
  package func removeConversation(_ id: ID<Conversation>) throws {
    try principal.require(.mergeContacts)
    let conversation = try takeConversation(id)
    try forget(conversation)
    try tx.conversations.remove(conversation.id, at: now)
    try record("conversation.deleted", conversation.eventObject, at: conversation.locationID, data: conversation.eventData)
  }

  private func forget(_ conversation: Conversation) throws {
    try settleAlert(of: conversation)
    try tx.threads.forget(conversation.id)
    _ = try tx.conversations.refresh(conversation.id, at: now)
  }
}
