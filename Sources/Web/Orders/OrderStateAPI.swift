import Domain
import UseCases

/// The ends of an order's life (`api.md` §2): canceled, closed, and open again; and how its total came about.
enum OrderStateAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/cancel", cancel)
    api.post("/orders/{id}/close", close)
    api.post("/orders/{id}/reopen", reopen)
    api.get("/orders/{id}/explanation", explain)
  }

  private static func explain(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let (order, explanation) = try await call.read { try $0.explainOrder(id) }
    return Reply.json { ExplanationJSON.write(explanation, of: order, to: &$0) }
  }

  private static func cancel(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let reason = fields.name("reason")
    let restock = fields.bool("restock") ?? true
    try fields.finish()
    let request = CancelRequest(reason: reason, restock: restock, requestKey: try call.requestKey())
    return try await call.endingPayments(of: id) {
      guard try await call.read({ try $0.asksProviderForRefund(of: id) }) else {
        return try await call.write({ try $0.cancelOrder(id, request, through: []) }, answer: { OrderJSON.reply($0) })
      }
      if let given = try await call.givenBefore() { return given }
      _ = try await call.shop.cancelOrder(id, by: try call.principal, request)
      return try await call.write({ try $0.findOrder(id) }, answer: { OrderJSON.reply($0) })
    }
  }

  private static func close(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    try call.noFields()
    return try await call.write({ try $0.closeOrder(id) }, answer: { OrderJSON.reply($0) })
  }

  private static func reopen(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    try call.noFields()
    return try await call.write({ try $0.reopenOrder(id) }, answer: { OrderJSON.reply($0) })
  }
}
