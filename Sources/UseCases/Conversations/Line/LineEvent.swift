import Domain
import JSON

/// One event of LINE that makes a difference to a shop: what somebody wrote to its account, took back, or that they came or went.
struct LineEvent {
  enum Kind {
    case message(LineMessage)
    /// A button that the shop's account showed was pressed; nil where it has no words.
    case pressed(String?)
    /// A message was taken back, by its id.
    case takenBack(String)
    case followed, blocked
  }

  let contact: ChatContact
  /// LINE's own time of it.
  let at: Instant
  let kind: Kind

  /// Nil for what makes no difference: events of groups and rooms, whose members are no customers of a conversation, and kinds that LINE
  /// has for other things.
  ///
  /// - Parameter latest: what is said to be later than this, is not believed and was then; nil believes everything.
  /// - Throws: ``UnreadableEvent`` for an event that lacks what its kind has.
  init?(_ json: JSON, account: String, latest: Instant? = nil) throws(UnreadableEvent) {
    guard case .object = json, let type = Self.name(json["type"]) else { throw UnreadableEvent("It is no event of LINE.") }
    guard json["source"]?["type"] == .string("user") else { return nil }
    guard let kind = try Self.kind(type, json) else { return nil }
    guard let user = Self.name(json["source"]?["userId"]) else { throw UnreadableEvent("It does not say who wrote.") }
    guard case .number(let token)? = json["timestamp"], let milliseconds = Int64(token), (0...Self.latest).contains(milliseconds) else {
      throw UnreadableEvent("It does not say when it happened.")
    }
    contact = ChatContact(channel: .line, account: account, key: user)
    let said = Instant(milliseconds: milliseconds)
    at = latest.map { min($0, said) } ?? said
    self.kind = kind
  }

  /// The year 2200; no event is from later.
  private static let latest: Int64 = 7_258_118_400_000

  private static func kind(_ type: String, _ json: JSON) throws(UnreadableEvent) -> Kind? {
    switch type {
    case "message":
      guard let message = LineMessage(json["message"]) else { throw UnreadableEvent("Its message has no id.") }
      return .message(message)
    case "unsend":
      guard let id = name(json["unsend"]?["messageId"]) else { throw UnreadableEvent("It does not say which message was taken back.") }
      return .takenBack(id)
    case "postback": return .pressed(words(json["postback"]?["params"]?["date"]) ?? words(json["postback"]?["data"]))
    case "follow": return .followed
    case "unfollow": return .blocked
    default: return nil
    }
  }

  /// A name of something at LINE: plain signs without blanks.
  static func name(_ json: JSON?) -> String? {
    guard case .string(let text)? = json, (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return nil
    }
    return text
  }

  /// A text that is not empty.
  static func words(_ json: JSON?) -> String? {
    guard case .string(let text)? = json, !text.isEmpty else { return nil }
    return text
  }
}

/// What somebody sent on LINE.
struct LineMessage {
  enum Content {
    case text
    case picture, file
    case sticker(Sticker)
    case place
    /// A film, a voice, or a kind that is new.
    case other
  }

  /// LINE's name for it, by which its file is fetched too.
  let id: String
  let content: Content
  /// What is shown in its place, or beside it: what was written, or what a file, place or film is called.
  let words: String?
  let fileName: String?

  init?(_ json: JSON?) {
    guard let json, let id = LineEvent.name(json["id"]), let type = LineEvent.name(json["type"]) else { return nil }
    self.id = id
    fileName = LineEvent.words(json["fileName"])
    switch type {
    case "text": (content, words) = (.text, LineEvent.words(json["text"]))
    case "image": (content, words) = (.picture, "🖼")
    case "file": (content, words) = (.file, fileName.map { "📎 \($0)" } ?? "📎")
    case "sticker":
      content = .sticker(Sticker(package: LineEvent.name(json["packageId"]) ?? "", sticker: LineEvent.name(json["stickerId"]) ?? ""))
      words = LineEvent.words(json["text"])
    case "location": (content, words) = (.place, Self.place(json))
    case "video": (content, words) = (.other, "🎬")
    case "audio": (content, words) = (.other, "🎤")
    default: (content, words) = (.other, nil)
    }
  }

  /// `📍 Shop, 1-3 Kioicho (35.67966, 139.73669)`.
  private static func place(_ json: JSON) -> String {
    var parts = [LineEvent.words(json["title"]), LineEvent.words(json["address"])].compactMap(\.self).joined(separator: ", ")
    if case .number(let latitude)? = json["latitude"], case .number(let longitude)? = json["longitude"] {
      parts += parts.isEmpty ? "\(latitude), \(longitude)" : " (\(latitude), \(longitude))"
    }
    return "📍 " + parts
  }
}
