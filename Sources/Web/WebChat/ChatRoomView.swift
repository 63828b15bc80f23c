import Domain
import UseCases

/// What the room shows in which a visitor writes: what was said, the form, and what was typed and refused.
struct ChatRoomView {
  let writer: ShopWriter
  let sight: ChatSight
  /// The page that they look at is an earlier one.
  var isEarlier = false
  /// What was typed, shown again where it was refused.
  var typed: [String: String] = [:]
  var refusal: Refusal?
  /// A name for the message that the form sends, so that it is heard once however often it is sent.
  let messageID: String

  private func say(_ key: String, _ facts: [String: String] = [:]) -> String { writer.texts.say("web_chat.\(key)", facts) }

  /// What a program takes of the page: entries, and who is writing.
  var thread: [String: View] {
    var values: [String: View] = ["entries": .list(ChatEntries(writer: writer, sight: sight).views)]
    if let earlier = sight.earlier {
      values["earlier"] = .object(["href": .text(Self.path(before: earlier)), "label": .text(say("earlier"))])
    }
    if isEarlier { values["newest"] = .object(["href": .text(Self.path()), "label": .text(say("newest"))]) }
    if sight.isTyping { values["typing"] = .text(say("typing", ["shop": writer.settings.shopName])) }
    return values
  }

  var values: [String: View] {
    var values = thread
    values["greeting"] = .text(greeting)
    if let hours { values["hours"] = .text(hours) }
    values["message_id"] = .text(messageID)
    values["typed"] = .text(typed["text"] ?? "")
    let isAboutContact = refusal?.failures.contains { Self.contactFields.contains($0.field) } == true
    if let refusal, !isAboutContact { values["problem"] = .object(["text": .text(words(of: refusal))]) }
    if !sight.isKnown {
      values["contact"] = .object(["open": .flag(isAboutContact), "fields": .list(contactFields)])
    }
    let keys = [
      "with", "thread", "you", "write", "send", "add_picture", "drop_picture", "sending", "waiting", "not_sent", "again", "take_back",
      "lost",
      "contact_title", "contact_text", "contact_save", "picture",
    ]
    var words = writer.words
    for key in keys { words[key] = .text(say(key)) }
    values["t"] = .object(words)
    return values
  }

  /// A refusal in the visitor's language.
  func words(of refusal: Refusal) -> String {
    let keys = refusal.failures.map { "error.\($0.field).\($0.code)" } + ["error.\(refusal.code.rawValue)"]
    for key in keys {
      let text = say(key)
      if text != "web_chat.\(key)" { return text }
    }
    return "\(say("problem")) \(refusal.detail)"
  }

  private var greeting: String {
    let chat = writer.settings.onlineStore.chat
    return sight.isStaffed ? chat.greeting ?? say("greeting") : chat.offlineText ?? say("offline")
  }

  private var hours: String? {
    let chat = writer.settings.onlineStore.chat
    guard !sight.isStaffed, let from = chat.answersFrom, let to = chat.answersTo else { return nil }
    return say("hours", ["from": ShopSettings.time(ofMinutes: from), "to": ShopSettings.time(ofMinutes: to)])
  }

  private static let contactFields = ["name", "email"]

  private var contactFields: [View] {
    Self.contactFields.map { name in
      var field: [String: View] = [
        "id": .text(name), "label": .text(say("contact_\(name)")), "type": .text(name == "email" ? "email" : "text"),
        "complete": .text(name), "limit": .text(name == "email" ? "254" : "100"), "value": .text(typed[name] ?? ""),
      ]
      if let failure = refusal?.failures.first(where: { $0.field == name }) {
        field["error"] = .text(words(of: Refusal(.validationFailed, failure.message, failures: [failure])))
      }
      return .object(field)
    }
  }

  static func path(before: String? = nil) -> String {
    before.map { "/shop/chat?before=\(QueryText.escaped($0))" } ?? "/shop/chat"
  }
}
