import Domain
import JSON
import UseCases

/// What was said, in words for a program.
enum ThreadJSON {
  static func write(_ shown: ShownThreadMessage, to writer: inout JSONWriter) {
    let message = shown.message
    writer.object { json in
      json.member("id", message.id.text)
      json.member("direction", message.direction.rawValue)
      json.member("kind", message.kind.rawValue)
      json.member("text", message.text)
      json.member("attachments", array: message.attachments) { write($1, in: message.conversationID, to: &$0) }
      ConversationJSON.person("staff", message.staffID, shown.staffName, &json)
      json.member("order_id", message.orderID?.text)
      json.member("external_id", message.givenName)
      json.member("status", message.delivery?.rawValue)
      json.member("error", message.error)
      json.member("sent_at", message.sentAt.text)
      event(message.event, to: &json)
      json.member("unread", message.isUnread)
      json.member("unsent", message.isUnsent)
    }
  }

  static func write(_ file: ChatAttachment, in conversation: ID<Conversation>, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", file.id.text)
      json.member("kind", file.kind.rawValue)
      json.member("name", file.name)
      json.member("media_type", file.mediaType?.rawValue)
      json.member("size", Optional(file.octets))
      json.member("url", file.mediaType.map { _ in "/api/v1/conversations/\(conversation)/attachments/\(file.id)" })
      json.member("width", file.width)
      json.member("height", file.height)
      if let sticker = file.sticker {
        json.member("sticker") { json in
          json.member("package", sticker.package)
          json.member("sticker", sticker.sticker)
        }
      } else {
        ConversationJSON.nothing("sticker", &json)
      }
    }
  }

  private static func event(_ event: ThreadEvent?, to json: inout JSONWriter) {
    guard let event else { return ConversationJSON.nothing("event", &json) }
    json.member("event") { json in
      json.member("word", event.word)
      for fact in event.facts where fact.name != "word" {
        switch fact.value {
        case .text(let text): json.member(.given(fact.name), text)
        case .number(let number): json.member(.given(fact.name), Optional(number))
        }
      }
    }
  }
}
