import Domain
import JSON

/// A notice of a transfer, within its order and in the list of all.
enum TransferJSON {
  static func writeAll(_ order: Order, _ json: inout JSONWriter) {
    json.member("transfer_notices", array: order.transferNotices) { write($1, to: &$0) }
  }

  /// - Parameter label: what its order is called, where the notice stands in a list of its own; nil within its order.
  static func write(_ notice: TransferNotice, label: OrderLabel?? = nil, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", notice.id.text)
      if let label {
        json.member("order_id", notice.orderID.text)
        json.member("order_number", label?.number)
        json.member("customer_name", label?.customerName)
      }
      json.member("payment_id", notice.paymentID.text)
      json.member("revision", Optional(notice.revision))
      json.member("amount", Optional(notice.amount.minorUnits))
      json.member("currency", notice.amount.currency.code)
      json.member("paid_at", notice.paidAt.text)
      json.member("bank", notice.bank)
      json.member("reference", notice.reference)
      json.member("note", notice.note)
      json.member("status", notice.status.rawValue)
      json.member("reason", notice.reason)
      json.member("has_slip", notice.slip != nil)
      json.member("slip_type", notice.slip.map { $0.kind == .pdf ? "application/pdf" : "image/jpeg" })
      json.member("slip_seen_before", notice.wasSeenBefore)
      json.member("by", notice.origin.rawValue)
      json.member("staff_id", notice.staffID)
      json.member("created_at", notice.createdAt.text)
      json.member("decided_at", notice.decidedAt?.text)
      json.member("decided_by", notice.decidedBy)
    }
  }
}
