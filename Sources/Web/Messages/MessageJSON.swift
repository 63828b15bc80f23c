import Domain
import JSON

/// A message in words.
enum MessageJSON {
  static func write(_ message: Message, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", message.id.text)
      json.member("kind", message.kind.rawValue)
      json.member("channel", message.channel.rawValue)
      json.member("to", message.recipient)
      json.member("subject", message.subject)
      json.member("text", message.text)
      json.member("attachments", array: message.attachments) { writer, attachment in
        writer.object {
          switch attachment {
          case .invoice(let order, let revision):
            $0.member("kind", "invoice")
            $0.member("order_id", order.text)
            $0.member("revision", Optional(revision))
          }
        }
      }
      json.member("order_id", message.orderID?.text)
      json.member("location_id", message.locationID?.text)
      json.member("status", message.status.rawValue)
      json.member("attempts", Optional(message.attempts))
      json.member("next_attempt_at", message.status == .waiting ? message.nextAttemptAt.text : nil)
      json.member("last_error", message.lastError)
      json.member("created_at", message.createdAt.text)
      json.member("sent_at", message.sentAt?.text)
    }
  }
}
