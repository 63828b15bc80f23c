/// A message as a use case writes it, before the shop keeps it.
package struct NewMessage: Sendable {
  package var kind: Message.Kind
  package var channel: Message.Channel
  /// An e-mail address or a phone number, as somebody typed it; or a conversation.
  package var recipient: String
  /// By which service the conversation runs that it is written into.
  package var service: ConversationChannel?
  /// One line; needed by e-mail, unused by others.
  package var subject: String?
  package var text: String
  package var html: String?
  package var attachments: [Message.Attachment] = []
  package var orderID: ID<Order>?
  package var locationID: ID<Location>?
  /// What makes two messages the same one: the second is not written. Nil where every call means another message.
  package var dedupKey: String?
  /// When it leaves; nil for at once.
  package var due: Instant?

  package init(kind: Message.Kind, channel: Message.Channel, recipient: String, subject: String? = nil, text: String, html: String? = nil) {
    self.kind = kind
    self.channel = channel
    self.recipient = recipient
    self.subject = subject
    self.text = text
    self.html = html
  }

  /// Something to be written into a conversation.
  package init(kind: Message.Kind, into conversation: Conversation, text: String) {
    self.init(kind: kind, channel: .conversation, recipient: conversation.id.text, text: text)
    service = conversation.channel
    locationID = conversation.locationID
  }

  /// The most scalars of an SMS: ten parts, which is what gateways take.
  package static let longestSMS = 1600
  /// The most scalars of what is written into a conversation, which is what LINE takes at once.
  package static let longestChat = 5000
  /// The most scalars of a subject.
  package static let longestSubject = 200

  /// Puts everything into the form in which it leaves, and refuses what cannot: one recipient, a subject of one line, texts without
  /// control characters and without marks that turn the direction of reading (INJ-06, INJ-07).
  ///
  /// - Parameter recipientField: what the caller calls the recipient.
  package mutating func settle(recipientField: String = "to") throws(Refusal) {
    var checks = FieldChecks()
    switch channel {
    case .email:
      if let address = EmailAddress(recipient) {
        recipient = address.text
      } else {
        checks.fail(recipientField, "invalid", "This is not an e-mail address that a message can be sent to.")
      }
      subject = subject.map { Self.shortened(Self.readable($0)) }
      checks.text(subject, "subject", limit: Self.longestSubject, required: true)
    case .sms:
      if let number = PhoneNumber(recipient) {
        recipient = number.text
      } else {
        checks.fail(recipientField, "invalid", "An SMS needs a number in international form, such as +44 20 7946 0000.")
      }
      (subject, html) = (nil, nil)
    case .conversation: (subject, html) = (nil, nil)
    }
    text = Self.readable(text)
    // What a person sends into a conversation may be nothing but a picture.
    checks.text(text, "message", limit: longest, required: kind != .chat, multiline: true)
    try checks.finish()
  }

  private var longest: Int {
    switch channel {
    case .email: 1_000_000
    case .sms: Self.longestSMS
    case .conversation: Self.longestChat
    }
  }

  /// Whoever has a long name gets it cut, not refused.
  private static func shortened(_ subject: String) -> String {
    let scalars = subject.unicodeScalars
    guard scalars.count > longestSubject else { return subject }
    return String(String.UnicodeScalarView(scalars.prefix(longestSubject - 1))) + "…"
  }

  /// Without invisible characters, direction marks among them.
  private static func readable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.isInvisible && !$0.shapesWriting }) else { return text.composed }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.isInvisible || $0.shapesWriting })).composed
  }
}

extension Unicode.Scalar {
  /// Invisible, but part of how some scripts and emoji are written: joiners and variation selectors.
  fileprivate var shapesWriting: Bool {
    value == 0x200C || value == 0x200D || (0xFE00...0xFE0F).contains(value)
  }
}
