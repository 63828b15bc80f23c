package import Domain
import Stores

/// A conversation with what it is shown with.
package struct ShownConversation: Sendable {
  package let conversation: Conversation
  package let sight: ConversationSight
}

/// A message with who of staff wrote it.
package struct ShownThreadMessage: Sendable {
  package let message: ThreadMessage
  package let staffName: String?
}

extension UnitOfWork {
  /// Conversations, those with the newest messages first.
  package func listConversations(_ filter: ConversationFilter, page: PageRequest) throws -> Page<ShownConversation> {
    try principal.require(.readConversations)
    let found = try tx.conversations.list(filter, page: page, at: principal.locationID)
    return Page(elements: try shown(found.elements), next: found.next)
  }

  /// One conversation; for one that was put into another, that.
  package func findConversation(_ id: ID<Conversation>) throws -> ShownConversation {
    try principal.require(.readConversations)
    return try shown(try takeConversation(id))
  }

  /// How many are open, whose, and how many were not read.
  package func countConversations() throws -> ConversationCounts {
    try principal.require(.readConversations)
    return try tx.conversations.counts(for: principal.staffID, at: principal.locationID)
  }

  /// What was said, newest first.
  package func listMessages(of id: ID<Conversation>, page: PageRequest) throws -> Page<ShownThreadMessage> {
    try principal.require(.readConversations)
    let found = try tx.threads.list(try takeConversation(id).id, page: page)
    return Page(elements: try shown(found.elements), next: found.next)
  }

  /// A file of a conversation with its octets.
  package func readAttachment(_ id: ID<Conversation>, _ file: ID<ChatAttachment>) throws -> (file: ChatAttachment, bytes: [UInt8]) {
    try principal.require(.readConversations)
    let conversation = try takeConversation(id)
    guard let attachment = try tx.chatAttachments.find(file, of: conversation.id), let bytes = try tx.chatAttachments.bytes(of: file) else {
      throw Refusal.notFound("file")
    }
    return (attachment, bytes)
  }

  package func shown(_ conversation: Conversation) throws -> ShownConversation {
    guard let shown = try shown([conversation]).first else { throw Refusal.notFound("conversation") }
    return shown
  }

  func shown(_ conversations: [Conversation]) throws -> [ShownConversation] {
    let sights = try tx.conversations.sights(of: conversations, at: principal.locationID, now: now)
    let last = principal.locationID == nil ? [:] : try tx.threads.lastOrders(of: conversations.map(\.id))
    let hidden = try hiddenOrders(Array(last.values))
    return conversations.compactMap { conversation in
      var conversation = conversation
      if let order = last[conversation.id], hidden.contains(order), let message = conversation.lastMessage {
        conversation.lastMessage = Conversation.LastMessage(at: message.at, text: nil, direction: message.direction)
      }
      return sights[conversation.id].map { ShownConversation(conversation: conversation, sight: $0) }
    }
  }

  package func shown(_ messages: [ThreadMessage]) throws -> [ShownThreadMessage] {
    let names = try tx.conversations.staffNames(messages.compactMap(\.staffID))
    let hidden = try hiddenOrders(messages.compactMap(\.orderID))
    return try messages.map { message in
      var message = message
      if let order = message.orderID, hidden.contains(order) { message = message.withoutOrder }
      message.text = try linked(message.text, of: message.orderID)
      return ShownThreadMessage(message: message, staffName: message.staffID.flatMap { names[$0] })
    }
  }

  /// Those of the orders that whoever asks may not see: a conversation that belongs to no location may tell of orders of all of them, and
  /// the link of an order opens it to everybody who has it.
  private func hiddenOrders(_ ids: [ID<Order>]) throws -> Set<ID<Order>> {
    guard let location = principal.locationID else { return [] }
    return Set(ids).subtracting(try tx.threads.orders(among: ids, at: location))
  }
}
