/// What was said with one contact on one channel, from the first word to the last (E1).
package struct Conversation: Hashable, Sendable, Identified {
  package static let idPrefix = "cnv"

  package let id: ID<Conversation>
  /// Whom it is with, in the channel's own terms.
  package let contact: ChatContact
  /// What the channel says of the contact.
  package var contactName: String?
  package var contactPictureURL: String?
  /// When the channel said so.
  package var profileAt: Instant?
  /// What staff call the contact; nil where the channel's name does.
  package var name: String?
  package var customerID: ID<Customer>?
  package var assigneeID: ID<Staff>?
  /// Nil where every location may answer.
  package var locationID: ID<Location>?
  package var isOpen = true
  /// How many messages of the contact nobody has read.
  package var unread: Int64 = 0
  package var lastMessage: LastMessage?
  /// When the contact last did anything that opens the channel's window for replies.
  package var lastInboundAt: Instant?
  /// The same of its own contact alone, without those of conversations that were put into it.
  package var ownInboundAt: Instant?
  /// Up to where the channel has delivered what was sent, and up to where the contact has read it.
  package var deliveredUpTo: Instant?
  package var readUpTo: Instant?
  package var followedAt: Instant?
  package var blockedAt: Instant?
  /// Who is writing a reply at this moment.
  package var replying: Replying?
  /// The conversation that this one was put into.
  package var mergedInto: ID<Conversation>?
  package var version: Int64 = 1
  package let createdAt: Instant
  package var updatedAt: Instant

  package init(id: ID<Conversation>, contact: ChatContact, createdAt: Instant) {
    self.id = id
    self.contact = contact
    self.createdAt = createdAt
    updatedAt = createdAt
  }

  /// What the last message was, for lists.
  package struct LastMessage: Hashable, Sendable {
    package let at: Instant
    /// Nil for what has no text: a picture, a sticker, something taken back.
    package let text: String?
    package let direction: ThreadMessage.Direction

    package init(at: Instant, text: String?, direction: ThreadMessage.Direction) {
      self.at = at
      self.text = text
      self.direction = direction
    }

    /// Longest text of a list, in scalars.
    package static let textLimit = 200
  }

  /// A word that somebody is writing, believed for ten seconds.
  package struct Replying: Hashable, Sendable {
    package let staffID: ID<Staff>
    package let until: Instant

    package init(staffID: ID<Staff>, until: Instant) {
      self.staffID = staffID
      self.until = until
    }

    package static let seconds: Int64 = 10
  }

  package var channel: ConversationChannel { contact.channel }
  package var account: String { contact.account }
  package var contactKey: String { contact.key }

  /// What lists and threads call the contact; nil where nobody said.
  package var shownName: String? { name ?? contactName }

  /// Whether the contact blocked the shop and did not come back since.
  package var isBlocked: Bool {
    guard let blockedAt else { return false }
    guard let followedAt else { return true }
    return blockedAt >= followedAt
  }

  /// By which way its contact is answered: where they wrote last.
  ///
  /// - Parameter others: what was put into it.
  package func way(among others: [Conversation]) -> Conversation {
    others.reduce(self) { best, each in
      guard let wrote = each.ownInboundAt else { return best }
      return best.ownInboundAt.map { wrote > $0 } ?? true ? each : best
    }
  }

  /// By when lists are sorted: the last message, or the beginning where nothing was said yet.
  package var listAt: Instant { lastMessage?.at ?? createdAt }
}

/// By what a customer writes to the shop; orders have the same words for where they came from.
package enum ConversationChannel: String, Sendable, CaseIterable {
  case line, facebook, instagram
  case webChat = "web_chat"
  /// Another system's chat, which brings and fetches messages through the API.
  case api

  /// What an order that is made in the conversation says of where it came from.
  package var orderChannel: Channel {
    switch self {
    case .line: .line
    case .facebook: .facebook
    case .instagram: .instagram
    case .webChat: .webChat
    case .api: .api
    }
  }
}

/// Who writes, in the channel's own terms; one contact has one conversation.
package struct ChatContact: Hashable, Sendable {
  package let channel: ConversationChannel
  /// The page or account of the shop that was written to; empty for the web chat.
  package let account: String
  /// The channel's name of the person; of a visitor of the shop the hash of their secret.
  package let key: String

  package init(channel: ConversationChannel, account: String, key: String) {
    self.channel = channel
    self.account = account
    self.key = key
  }
}
