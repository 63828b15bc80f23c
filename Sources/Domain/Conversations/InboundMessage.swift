/// What a channel brings: something its contact said, or (an echo) something that was said to the contact elsewhere.
package struct InboundMessage: Sendable {
  package var contact: ChatContact
  /// The channel's name for it, by which it is known when it comes again; nil only where nothing comes twice.
  package var externalID: String?
  /// `out` for an echo.
  package var direction: ThreadMessage.Direction = .in
  package var kind: ThreadMessage.Kind
  package var text: String?
  package var attachments: [NewChatAttachment] = []
  /// The channel's own time of it.
  package var sentAt: Instant
  /// Of an echo: the shop's own message that it repeats, as the channel was told when it was sent. Such an echo is no new message.
  package var echoOf: ID<ThreadMessage>?

  package init(contact: ChatContact, externalID: String?, kind: ThreadMessage.Kind, text: String?, sentAt: Instant) {
    self.contact = contact
    self.externalID = externalID
    self.kind = kind
    self.text = text
    self.sentAt = sentAt
  }

  /// Longest name that a channel may have for a contact, a message or an account, in octets.
  package static let nameLimit = 500
}

/// What a channel says of a contact.
package struct ChatProfile: Sendable, Equatable {
  package let name: String?
  package let pictureURL: String?
  /// When it said so; the newest word counts.
  package let at: Instant

  package init(name: String?, pictureURL: String?, at: Instant) {
    self.name = name
    self.pictureURL = pictureURL
    self.at = at
  }
}

/// What a channel says of messages that were sent to a contact. Marks only ever rise, so the order in which they are heard does not matter.
package enum ChatMark: Sendable, Equatable {
  case delivered, read
}
