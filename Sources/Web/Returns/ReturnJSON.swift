import Domain
import JSON

/// Returns as an order shows them (`api.md` §2).
enum ReturnJSON {
  static func writeAll(_ order: Order, _ json: inout JSONWriter) {
    json.member("returns", array: order.returns) { write($1, of: order, to: &$0) }
  }

  private static func write(_ item: Return, of order: Order, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", item.id.text)
      json.member("status", item.status.rawValue)
      json.member("created_at", item.createdAt.text)
      json.member("lines", array: item.parts) { write($1, to: &$0) }
      json.member("refund_ids", strings: order.refunds.filter { $0.returnID == item.id }.map(\.id.text))
      json.member("exchange_order_id", item.exchangeOrderID?.text)
      json.member("rejected_reason", item.refusal)
      json.member("done", order.isDone(item))
      json.member("staff_id", item.staffID)
    }
  }

  /// `resellable` is null until the units are here; what was refused never was.
  private static func write(_ part: ReturnPart, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("line_id", part.lineID.text)
      json.member("quantity", number: part.quantity.text)
      json.member("reason", part.reason)
      json.member("status", part.isReceived ? "received" : part.outcome == .rejected ? "rejected" : "requested")
      json.member("resellable", part.isReceived ? JSON.bool(part.outcome == .resellable) : .null)
      json.member("decided_at", part.decidedAt?.text)
    }
  }
}
