import Domain
import JSON

/// The end of the day in words.
enum SweepJSON {
  static func write(_ order: Order, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("order_id", order.id.text)
      json.member("number", order.shownNumber)
      json.member("display_status", order.displayStatus.rawValue)
      json.member("label", order.hold?.label)
      json.member("customer_name", order.customer?.shownName)
      json.member("email", order.customer?.email)
      json.member("conversation_id", order.conversationID?.text)
      json.member("currency", order.currency.code)
      json.member("total", Optional(order.totals.total.minorUnits))
      json.member("amount_due", Optional(order.amountDue))
      json.member("due_on", order.dueOn?.text)
      json.member("location_id", order.locationID?.text)
      json.member("register_id", order.hold?.registerID.text ?? order.registerID?.text)
      json.member("held_at", order.hold?.heldAt.text)
      json.member("sent_at", order.invoice?.sentAt?.text)
      json.member("created_at", order.createdAt.text)
    }
  }

  static func write(_ rows: [SweepAPI.Row], to writer: inout JSONWriter) {
    writer.object { json in
      json.member("data", array: rows) { writer, row in
        writer.object {
          $0.member("order_id", row.order.id.text)
          $0.member("number", row.order.shownNumber)
          $0.member("status", row.refusal == nil ? "sent" : "not_sent")
          $0.member("code", row.refusal?.code.rawValue)
          $0.member("reason", row.refusal?.detail)
        }
      }
      json.member("sent", rows.count { $0.refusal == nil })
      json.member("not_sent", rows.count { $0.refusal != nil })
    }
  }
}
