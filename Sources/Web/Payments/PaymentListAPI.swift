import Domain
import JSON
import UseCases

/// `/payments`: all money that came in or went back, whichever order it belongs to. An extension of ours.
enum PaymentListAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get(
      "/payments", list, query: ["kind", "method", "status", "order_id", "created_from", "created_to", "q"] + PageQuery.names)
    api.get("/payments/counts", counts)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    var filter = PaymentFilter()
    filter.kind = query.choice("kind")
    filter.methods = query.choices("method") ?? []
    filter.statuses = query.choices("status") ?? []
    filter.orderID = query.id("order_id")
    filter.createdFrom = query.instant("created_from")
    filter.createdTo = query.instant("created_to")
    filter.search = query.text("q")
    let (chosen, page) = (filter, query.page())
    try query.finish()
    let entries = try await call.read { try $0.listPayments(chosen, page: page) }
    return Reply.json { $0.page(entries) { write($1, to: &$0) } }
  }

  private static func counts(_ call: Call) async throws -> Reply {
    let waiting = try await call.read { try $0.paymentsWaiting() }
    return Reply.json { json in
      json.object {
        $0.member("to_check", waiting.toCheck)
        $0.member("to_decide", waiting.toDecide)
        $0.member("under_way", waiting.underWay)
        $0.member("limit", PaymentsWaiting.limit)
      }
    }
  }

  private static func write(_ entry: PaymentEntry, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("kind", entry.kind.rawValue)
      json.member("id", entry.id)
      json.member("order_id", entry.orderID.text)
      json.member("order_number", entry.orderNumber)
      json.member("customer_name", entry.customerName)
      json.member("payment_id", entry.paymentID?.text)
      json.member("method", entry.method.rawValue)
      json.member("status", entry.status.rawValue)
      json.member("amount", Optional(entry.amount.minorUnits))
      json.member("currency", entry.amount.currency.code)
      json.member("refunded", Optional(entry.refunded))
      json.member("reference", shown(entry))
      json.member("provider", entry.provider?.rawValue)
      json.member("provider_reference", entry.providerName)
      json.key("card")
      if let card = entry.card {
        json.object {
          $0.member("brand", card.brand)
          $0.member("last4", card.last4)
        }
      } else {
        json.null()
      }
      json.member("failure", entry.failure)
      json.member("register_id", entry.registerID?.text)
      json.member("staff_id", entry.staffID)
      json.member("created_at", entry.createdAt.text)
    }
  }

  /// A gift card's code is money to whoever reads it, so only its end is shown.
  private static func shown(_ entry: PaymentEntry) -> String? {
    guard entry.kind == .payment, entry.method == .giftCard else { return entry.reference }
    return entry.reference.map { "…\($0.suffix(4))" }
  }
}
