import Domain
import JSON

/// Payments and refunds as an order shows them.
enum PaymentJSON {
  static func writeAll(_ order: Order, _ json: inout JSONWriter) {
    json.member("payments", array: order.payments) { write($1, to: &$0) }
    json.member("refunds", array: order.refunds) { write($1, to: &$0) }
  }

  private static func write(_ payment: Payment, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", payment.id.text)
      json.member("method", payment.method.rawValue)
      json.member("status", payment.status.rawValue)
      json.member("amount", Optional(payment.amount))
      json.member("tendered", payment.tendered)
      json.member("change", Optional(payment.change))
      json.member("cash_rounding", Optional(payment.cashRounding))
      json.member("refunded", Optional(payment.refunded))
      json.member("reference", payment.method == .giftCard ? payment.reference.map(masked) : payment.reference)
      json.member("provider", payment.trace?.provider.rawValue)
      json.member("provider_payment", payment.trace?.providerPayment)
      json.member("origin", payment.trace?.origin.rawValue)
      json.key("card")
      if let card = payment.trace?.card {
        json.object {
          $0.member("brand", card.brand)
          $0.member("last4", card.last4)
        }
      } else {
        json.null()
      }
      json.member("failure", payment.trace?.failure)
      json.member("page_url", payment.status == .requiresAction ? payment.trace?.pageURL : nil)
      json.member("register_id", payment.registerID?.text)
      json.member("staff_id", payment.staffID)
      json.member("created_at", payment.createdAt.text)
    }
  }

  private static func write(_ refund: Refund, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", refund.id.text)
      json.member("payment_id", refund.paymentID?.text)
      json.member("method", refund.method.rawValue)
      json.member("status", refund.status.rawValue)
      json.member("origin", refund.origin.rawValue)
      json.member("amount", Optional(refund.amount))
      json.member("cash_rounding", Optional(refund.cashRounding))
      json.member("reason", refund.reason)
      json.member("return_id", refund.returnID?.text)
      json.member("reference", refund.reference)
      json.member("failure", refund.failure)
      json.member("provider_refund", refund.providerRefund)
      json.member("lines", array: refund.lines) { writer, line in
        writer.object {
          $0.member("line_id", line.lineID.text)
          $0.member("quantity", number: line.quantity.text)
          $0.member("restock", line.restock)
        }
      }
      json.member("register_id", refund.registerID?.text)
      json.member("staff_id", refund.staffID)
      json.member("created_at", refund.createdAt.text)
      json.member("settled_at", refund.settledAt?.text)
    }
  }

  /// A gift card's code is money to whoever reads it, so an order shows only its end.
  private static func masked(_ code: String) -> String {
    "…\(code.suffix(4))"
  }
}
