import Domain
import JSON

/// The part of the shop's settings that is about its own chat.
enum WebChatJSON {
  static func write(_ chat: WebChat, to json: inout JSONWriter) {
    json.member("web_chat_open", chat.isOpen)
    json.member("web_chat_greeting", chat.greeting)
    json.member("web_chat_offline_text", chat.offlineText)
    json.member("web_chat_from", chat.answersFrom.map(ShopSettings.time(ofMinutes:)))
    json.member("web_chat_to", chat.answersTo.map(ShopSettings.time(ofMinutes:)))
  }
}

extension Fields {
  func webChatSettings(_ changes: inout Changes<ShopSettings>) {
    set(\.onlineStore.chat.isOpen, in: &changes, "web_chat_open") { $0.bool($1) }
    clear(\.onlineStore.chat.greeting, in: &changes, "web_chat_greeting") { $0.text($1, limit: WebChat.textLimit, multiline: true) }
    clear(\.onlineStore.chat.offlineText, in: &changes, "web_chat_offline_text") { $0.text($1, limit: WebChat.textLimit, multiline: true) }
    clear(\.onlineStore.chat.answersFrom, in: &changes, "web_chat_from") { $0.timeOfDay($1) }
    clear(\.onlineStore.chat.answersTo, in: &changes, "web_chat_to") { $0.timeOfDay($1) }
  }
}
