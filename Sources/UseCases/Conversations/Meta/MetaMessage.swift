import JSON

/// What somebody wrote on Messenger or Instagram: words, and what hangs on them.
package struct MetaMessage: Equatable {
  /// Something that hangs on a message.
  package enum Attachment: Equatable {
    case picture(url: String)
    /// A picture out of Meta's collections; the thumb is one, too.
    case sticker(id: String, url: String?)
    case file(Medium, url: String)
    /// A place on the map, in degrees as they were written.
    case place(latitude: String, longitude: String)
    /// A post, a reel or a story; where it leads ends soon, so its words are what stays.
    case shared(title: String?)
    /// What can only be looked at in Meta's own app.
    case other(String)
  }

  /// What a file is for.
  package enum Medium: String, Equatable {
    case audio, video, file
  }

  /// Meta's own name for the message.
  package let id: String
  package let text: String?
  package let attachments: [Attachment]
  /// Written under a story of the shop's.
  package let isStoryReply: Bool

  /// The most that is read of one message.
  private static let most = 30

  init(id: String, _ message: JSON) {
    self.id = id
    text = message["text"]?.words
    isStoryReply = message["reply_to"]?["story"] != nil
    var read: [Attachment] = []
    if case .array(let all)? = message["attachments"] { read = all.prefix(Self.most).compactMap(Self.attachment) }
    if read.isEmpty, message["is_unsupported"] == .bool(true) { read = [.other("unsupported")] }
    attachments = Self.once(read)
  }

  private static func attachment(_ json: JSON) -> Attachment? {
    guard let type = json["type"]?.words else { return nil }
    let payload = json["payload"]
    let url = payload?["url"]?.words ?? json["url"]?.words
    if let sticker = digits(payload?["sticker_id"]) { return .sticker(id: sticker, url: url) }
    switch type {
    case "image": return url.map { .picture(url: $0) } ?? .other(type)
    case "audio", "video", "file": return Medium(rawValue: type).flatMap { medium in url.map { .file(medium, url: $0) } } ?? .other(type)
    case "location":
      guard let latitude = degrees(payload?["coordinates"]?["lat"]), let longitude = degrees(payload?["coordinates"]?["long"]) else {
        return .other(type)
      }
      return .place(latitude: latitude, longitude: longitude)
    case "share", "post", "reel", "story", "ig_post", "ig_reel", "ig_story", "story_mention":
      return .shared(title: payload?["title"]?.words ?? json["title"]?.words)
    // What a link in the words leads to; the words have it already.
    case "fallback": return nil
    default: return .other(shortened(type))
    }
  }

  /// The same sticker comes as an image and as a sticker while Meta changes its shapes, and a post as `share` and as `ig_post`.
  private static func once(_ all: [Attachment]) -> [Attachment] {
    var kept: [Attachment] = []
    for one in all where !kept.contains(where: { $0.isSame(as: one) }) { kept.append(one) }
    return kept
  }

  private static func digits(_ json: JSON?) -> String? {
    let text: String
    switch json {
    case .number(let token)?: text = token
    case .string(let words)?: text = words
    default: return nil
    }
    return (1...30).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) } ? text : nil
  }

  private static func degrees(_ json: JSON?) -> String? {
    guard case .number(let token)? = json, token.utf8.count <= 24 else { return nil }
    return token
  }

  private static func shortened(_ text: String) -> String { String(text.unicodeScalars.prefix(40).map(Character.init)) }
}

extension MetaMessage.Attachment {
  /// Whether both are one thing, told in two shapes.
  fileprivate func isSame(as other: Self) -> Bool {
    switch (self, other) {
    case (.sticker(let one, _), .sticker(let two, _)): one == two
    default: self == other
    }
  }

  /// What is shown in place of what cannot be, in any language; nil for what has no sign.
  var words: String? {
    switch self {
    case .picture: "🖼"
    case .file(.audio, _): "🎤"
    case .file(.video, _): "🎬"
    case .file(.file, _): "📎"
    case .place(let latitude, let longitude): "📍 \(latitude), \(longitude)"
    case .shared(let title): ["↪", title].compactMap(\.self).joined(separator: " ")
    case .sticker, .other: nil
    }
  }
}
