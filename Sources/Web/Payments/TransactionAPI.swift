import Domain
import JSON
import UseCases

/// `/orders/{id}/transactions`: everything that happened to an order's money, so that nobody has to put it together. An extension of ours.
enum TransactionAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/orders/{id}/transactions", list)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let entries = try await call.read { try $0.listTransactions(id) }
    return Reply.json { json in
      json.object { $0.member("data", array: entries) { write($1, to: &$0) } }
    }
  }

  private static func write(_ entry: OrderTransaction, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("kind", entry.kind.rawValue)
      json.member("id", entry.id)
      json.member("status", entry.status)
      json.member("task_kind", entry.taskKind?.rawValue)
      json.member("method", entry.method?.rawValue)
      json.member("amount", Optional(entry.amount.minorUnits))
      json.member("currency", entry.amount.currency.code)
      json.member("refunded", entry.refunded)
      json.member("refundable", entry.refundable)
      json.member("payment_id", entry.paymentID?.text)
      json.member("refund_ids", strings: entry.refundIDs.map(\.text))
      json.member("provider", entry.provider?.rawValue)
      json.member("provider_reference", entry.providerName)
      card(entry.card, &json)
      json.member("origin", entry.origin)
      json.member("reference", entry.reference)
      json.member("reason", entry.reason)
      json.member("failure", entry.failure)
      named(entry.staff, "staff", &json)
      named(entry.register, "register", &json)
      json.member("created_at", entry.createdAt.text)
      json.member("settled_at", entry.settledAt?.text)
    }
  }

  private static func card(_ card: CardSight?, _ json: inout JSONWriter) {
    guard let card else { return json.member("card", JSON.null) }
    json.member("card") {
      $0.member("brand", card.brand)
      $0.member("last4", card.last4)
    }
  }

  private static func named(_ named: OrderTransaction.Named?, _ key: JSONKey, _ json: inout JSONWriter) {
    guard let named else { return json.member(key, JSON.null) }
    json.member(key) {
      $0.member("id", named.id)
      $0.member("name", named.name)
    }
  }
}
