package import Domain
package import JSON

/// One thing that happened on Messenger or Instagram.
///
/// Who wrote is what Meta says of the sender, never what stands in a text (WHI-12).
package struct MetaEvent: Equatable {
  /// What happened.
  package enum Kind: Equatable {
    /// The customer wrote.
    case message(MetaMessage)
    /// The page wrote: here, in Meta's own inbox, or by another app. `mark` is what this shop wrote on what it sent itself.
    case echo(MetaMessage, mark: String?)
    /// A message was taken back by whoever wrote it.
    case takenBack(String)
    /// The customer changed the words of a message.
    case edited(String, text: String)
    /// The customer pressed a button, with these words on it.
    case pressed(id: String, title: String)
    /// Everything that was sent until then has arrived, or has been read; or these messages and what was before them.
    case delivered(upTo: Instant?, names: [String])
    case read(upTo: Instant?, names: [String])
    /// Nothing that a conversation shows.
    case other

    /// A word for lists.
    package var word: String {
      switch self {
      case .message: "message"
      case .echo: "echo"
      case .takenBack: "unsend"
      case .edited: "edit"
      case .pressed: "postback"
      case .delivered: "delivery"
      case .read: "read"
      case .other: "other"
      }
    }
  }

  /// The customer, as the page or the account on Instagram knows them.
  package let contact: ChatContact
  /// When it happened, by Meta's clock.
  package let at: Instant
  package let kind: Kind

  /// The channel that an `object` of a notice stands for; nil for what is no conversation.
  package static func channel(of object: String) -> ConversationChannel? {
    switch object {
    case "page": .facebook
    case "instagram": .instagram
    default: nil
    }
  }

  /// Reads one thing of a notice, with the notice's `object` beside it; nil for what has no sender, no recipient or no time, which cannot
  /// be put anywhere.
  ///
  /// - Parameter latest: what is said to be later than this, is not believed and was then; nil believes everything.
  package init?(_ json: JSON, latest: Instant? = nil) {
    guard case .string(let object)? = json["object"], let channel = Self.channel(of: object), let event = json["event"],
      let sender = Self.name(event["sender"]?["id"]), let recipient = Self.name(event["recipient"]?["id"]),
      let said = Self.moment(event["timestamp"]) ?? Self.moment(event["delivery"]?["watermark"]) ?? Self.moment(event["read"]?["watermark"])
    else { return nil }
    let at = latest.map { min($0, said) } ?? said
    let isEcho = event["message"]?["is_echo"] == .bool(true)
    contact = ChatContact(channel: channel, account: isEcho ? sender : recipient, key: isEcho ? recipient : sender)
    self.at = at
    kind = Self.kind(of: event, isEcho: isEcho, sender: sender, at: at, latest: latest)
  }

  private static func kind(of event: JSON, isEcho: Bool, sender: String, at: Instant, latest: Instant?) -> Kind {
    let moment = { (json: JSON?) in Self.moment(json).map { said in latest.map { min($0, said) } ?? said } }
    if let message = event["message"], let id = name(message["mid"]) {
      if message["is_deleted"] == .bool(true) { return .takenBack(id) }
      let read = MetaMessage(id: id, message)
      return isEcho ? .echo(read, mark: message["metadata"]?.words) : .message(read)
    }
    if let edit = event["message_edit"], let id = name(edit["mid"]), let text = edit["text"]?.words { return .edited(id, text: text) }
    if let button = event["postback"] {
      let title = button["title"]?.words ?? button["payload"]?.words ?? ""
      // Older events have no name of their own; one button is pressed once in a millisecond.
      return .pressed(id: name(button["mid"]) ?? "postback:\(sender):\(at.milliseconds)", title: title)
    }
    if let delivery = event["delivery"] {
      var names: [String] = []
      if case .array(let mids)? = delivery["mids"] { names = mids.compactMap(name) }
      return .delivered(upTo: moment(delivery["watermark"]), names: names)
    }
    // Instagram names the message that was read instead of a time.
    if let read = event["read"] { return .read(upTo: moment(read["watermark"]), names: [name(read["mid"])].compactMap(\.self)) }
    return .other
  }

  /// A name as Meta gives them: letters, digits and a few marks.
  private static func name(_ json: JSON?) -> String? {
    let text: String
    switch json {
    case .string(let words)?: text = words
    case .number(let digits)?: text = digits
    default: return nil
    }
    let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C && $0 != 0x3C && $0 != 0x3E }
    return isPlain && (1...400).contains(text.utf8.count) ? text : nil
  }

  /// Milliseconds since 1970, as a number or a text of digits; seconds, where the number is that small.
  private static func moment(_ json: JSON?) -> Instant? {
    let digits: String
    switch json {
    case .number(let token)?: digits = token
    case .string(let text)?: digits = text
    default: return nil
    }
    guard (9...13).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(digits), number > 0
    else { return nil }
    return digits.utf8.count <= 10 ? Instant(milliseconds: 0).adding(seconds: number) : Instant(milliseconds: number)
  }
}

extension JSON {
  /// The text, where this is one that says something.
  var words: String? {
    guard case .string(let text) = self, !text.isEmpty else { return nil }
    return text
  }
}
