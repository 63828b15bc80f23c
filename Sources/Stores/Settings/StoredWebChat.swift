import Domain
import JSON

/// What the shop decided about its chat, as a part of what it decided about its online store.
enum StoredWebChat {
  static func write(_ chat: WebChat, to json: inout JSONWriter) {
    json.member("open", chat.isOpen)
    json.member("greeting", chat.greeting)
    json.member("offline_text", chat.offlineText)
    json.member("from", chat.answersFrom)
    json.member("to", chat.answersTo)
  }

  static func read(_ json: JSON) throws -> WebChat {
    guard case .bool(let isOpen)? = json["open"] else { throw StoredList.damaged }
    return WebChat(
      isOpen: isOpen, greeting: StoredList.stringOrNil(json, "greeting"), offlineText: StoredList.stringOrNil(json, "offline_text"),
      answersFrom: minute(json["from"]), answersTo: minute(json["to"]))
  }

  private static func minute(_ json: JSON?) -> Int64? {
    guard case .number(let token)? = json else { return nil }
    return Int64(token)
  }
}
