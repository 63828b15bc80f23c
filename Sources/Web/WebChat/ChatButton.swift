import Domain
import UseCases

/// The way to the chat that stands on every page of the store and on the links of orders.
struct ChatButton {
  let call: Call
  let chat: WebChat
  let texts: Texts

  init(_ call: Call, _ settings: ShopSettings, _ texts: Texts) {
    self.call = call
    chat = settings.onlineStore.chat
    self.texts = texts
  }

  /// Nil while the chat is closed.
  func view() -> View? {
    guard chat.isOpen else { return nil }
    return .object([
      "href": .text(ChatRoomView.path()), "label": .text(texts.say("web_chat.open")),
      "close": .text(texts.say("web_chat.close")),
      "known": .flag(call.chatVisitor != nil), "language": .text(texts.language),
    ])
  }
}
