import Domain
import JSON
import UseCases

/// Everything about one person as one JSON document (P25).
enum CustomerRecordJSON {
  static func write(_ record: CustomerRecord, to writer: inout JSONWriter) {
    writer.object { json in
      json.key("customer")
      CustomerJSON.write(record.customer, to: &json)
      json.member("orders", array: record.orders) { OrderJSON.write($1, to: &$0) }
      json.member("store_credit", array: record.credit) { CustomerJSON.write($1, to: &$0) }
      json.member("messages", array: record.messages) { write($1, to: &$0) }
      json.member("payment_methods", array: record.cards) { SavedMethodAPI.write($1, to: &$0) }
      json.member("conversations", array: record.conversations) { writer, each in
        writer.object { json in
          json.member("id", each.conversation.id.text)
          json.member("channel", each.conversation.channel.rawValue)
          json.member("name", each.conversation.shownName)
          json.member("contact_key", each.conversation.contactKey)
          json.member("picture_url", each.conversation.contactPictureURL)
          json.member("messages", array: each.messages) { write($1, to: &$0) }
        }
      }
    }
  }

  private static func write(_ message: ThreadMessage, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", message.id.text)
      json.member("direction", message.direction.rawValue)
      json.member("text", message.text)
      json.member("attachments", array: message.attachments) { ThreadJSON.write($1, in: message.conversationID, to: &$0) }
      json.member("order_id", message.orderID?.text)
      json.member("sent_at", message.sentAt.text)
    }
  }

  private static func write(_ message: Message, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", message.id.text)
      $0.member("channel", message.channel.rawValue)
      $0.member("recipient", message.recipient)
      $0.member("subject", message.subject)
      $0.member("text", message.text)
      $0.member("status", message.status.rawValue)
      $0.member("order_id", message.orderID?.text)
      $0.member("created_at", message.createdAt.text)
      $0.member("sent_at", message.sentAt?.text)
    }
  }
}
