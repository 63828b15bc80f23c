/// One thing in a conversation: said by the contact, by the shop, or a line that tells what became of an order.
package struct ThreadMessage: Hashable, Sendable, Identified {
  package static let idPrefix = "cms"

  package enum Direction: String, Sendable, CaseIterable {
    case `in`, out, system
  }

  package enum Kind: String, Sendable, CaseIterable {
    case text, image, sticker, file
    /// Something that cannot be shown here; its text says what it was.
    case unsupported
    /// Something that happened: a button that was pressed, an order that was paid.
    case event
  }

  /// What became of something that the shop sent.
  package enum Delivery: String, Sendable, CaseIterable {
    case waiting, sent, delivered, read
    case notDelivered = "not_delivered"
  }

  package let id: ID<ThreadMessage>
  package let conversationID: ID<Conversation>
  package let direction: Direction
  package let kind: Kind
  /// Nil for what has none, and for what was taken back.
  package var text: String?
  package let attachments: [ChatAttachment]
  /// The channel's name for it.
  package let externalID: String?
  /// The channel's own time. Threads are sorted by it and then by `place`, so that the order of arrival does not matter.
  package let sentAt: Instant
  package let place: String
  package let receivedAt: Instant
  /// Who of staff wrote it; nil for the contact, and for what the shop says by itself.
  package let staffID: ID<Staff>?
  /// The message of the outbox that it travels by.
  package let messageID: ID<Message>?
  package private(set) var orderID: ID<Order>?
  package let isUnread: Bool
  /// Taken back by its sender: text and files are gone.
  package let isUnsent: Bool
  /// What happened, for a line that nobody wrote, with what it says of it.
  package private(set) var event: ThreadEvent?
  /// Nil for what came in.
  package let delivery: Delivery?
  /// Why it was not delivered, or did not leave at the last try and waits for the next one; in words for staff.
  package let error: String?

  package init(
    id: ID<ThreadMessage>, conversationID: ID<Conversation>, direction: Direction, kind: Kind, text: String?,
    attachments: [ChatAttachment] = [], externalID: String? = nil, sentAt: Instant, place: String? = nil, receivedAt: Instant,
    staffID: ID<Staff>? = nil, messageID: ID<Message>? = nil, orderID: ID<Order>? = nil, isUnread: Bool = false, isUnsent: Bool = false,
    event: ThreadEvent? = nil, delivery: Delivery? = nil, error: String? = nil
  ) {
    self.id = id
    self.conversationID = conversationID
    self.direction = direction
    self.kind = kind
    self.text = text
    self.attachments = attachments
    self.externalID = externalID
    self.sentAt = sentAt
    self.place = place ?? externalID ?? id.text
    self.receivedAt = receivedAt
    self.staffID = staffID
    self.messageID = messageID
    self.orderID = orderID
    self.isUnread = isUnread
    self.isUnsent = isUnsent
    self.event = event
    self.delivery = delivery
    self.error = error
  }

  /// How a message is known that another system names within one conversation: each of its conversations may have one of that name.
  package static func externalID(_ name: String, in conversation: ID<Conversation>) -> String { "\(conversation):\(name)" }

  /// The channel's name for it as the channel says it.
  package var givenName: String? {
    guard let externalID, externalID.hasPrefix("\(Conversation.idPrefix)_"), let end = externalID.firstIndex(of: ":") else {
      return externalID
    }
    return String(externalID[externalID.index(after: end)...])
  }

  /// What whoever may not see its order sees of it: that something was said, by whom and when.
  package var withoutOrder: ThreadMessage {
    var seen = self
    seen.text = nil
    seen.orderID = nil
    seen.event = event.map { ThreadEvent(word: $0.word) }
    return seen
  }

  /// Most scalars of one message, in whatever direction.
  package static let textLimit = 5000
}

/// What happened to an order, told in its thread: `order_created`, `paid`, `shipped` and the like, with facts such as amount or courier.
package struct ThreadEvent: Hashable, Sendable {
  package let word: String
  package let facts: [Fact]

  package init(word: String, facts: [Fact] = []) {
    self.word = word
    self.facts = facts
  }

  package struct Fact: Hashable, Sendable {
    package let name: String
    package let value: Value

    package init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  package enum Value: Hashable, Sendable {
    case text(String)
    /// An amount in minor units, or a count.
    case number(Int64)
  }
}
