import Domain
import JSON

/// What goes with a message, as JSON text.
enum StoredAttachments {
  static func text(_ attachments: [Message.Attachment]) -> String {
    if attachments.isEmpty { return "[]" }
    return StoredList.write { writer in
      writer.array(attachments) { writer, attachment in
        writer.object {
          switch attachment {
          case .invoice(let order, let revision):
            $0.member("invoice_of", order.text)
            $0.member("revision", Optional(revision))
          }
        }
      }
    }
  }

  static func read(_ text: String) throws -> [Message.Attachment] {
    try StoredList.elements(text).map { json in
      guard case .number(let token)? = json["revision"], let revision = Int64(token) else { throw StoredList.damaged }
      return .invoice(ID(stored: try StoredList.string(json, "invoice_of")), revision: revision)
    }
  }
}
