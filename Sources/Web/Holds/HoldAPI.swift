import Domain
import JSON
import UseCases

/// Putting an order aside and getting it back (`api.md` §2).
enum HoldAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/hold", hold)
    api.post("/orders/{id}/retrieve", retrieve)
  }

  private static func hold(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let registerID = fields.id("register_id", of: Register.self, required: true)
    let label = fields.text("label", limit: 200)
    let tags = fields.tags("tags")
    let reserves = fields.bool("reserve_stock", nullable: true)
    let expiresAt = fields.instant("expires_at")
    var request = HoldRequest(registerID: try fields.finish(registerID))
    request.label = label
    request.tags = tags
    request.reservesStock = reserves
    request.expiresAt = expiresAt
    let asked = request
    return try await call.write({ try $0.holdOrder(id, asked) }, answer: { OrderJSON.reply($0) })
  }

  private static func retrieve(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let registerID = fields.id("register_id", of: Register.self, required: true)
    let takesOver = fields.bool("take_over") ?? false
    let till = try fields.finish(registerID)
    return try await call.write {
      try $0.retrieveOrder(id, at: till, takingOver: takesOver)
    } answer: { retrieval in
      Reply.json { json in
        json.object {
          $0.key("order")
          OrderJSON.write(retrieval.order, to: &$0)
          $0.member("changes", array: retrieval.changes) { write($1, &$0) }
          $0.member("auto_held_order_id", retrieval.autoHeldOrderID?.text)
        }
      }.with("ETag", "\"\(retrieval.order.version)\"")
    }
  }

  /// `before` and `after` are prices for `price`, quantities for `stock`, null for `unavailable`.
  private static func write(_ change: RetrievalChange, _ writer: inout JSONWriter) {
    writer.object { json in
      json.member("line_id", change.lineID.text)
      switch change.difference {
      case .price(let before, let after):
        json.member("kind", "price")
        json.key("before")
        LineJSON.price(before, &json)
        json.key("after")
        LineJSON.price(after, &json)
      case .stock(let wanted, let available):
        json.member("kind", "stock")
        json.member("before", number: wanted.text)
        json.member("after", number: available.text)
      case .unavailable:
        json.member("kind", "unavailable")
        json.member("before", JSON.null)
        json.member("after", JSON.null)
      }
    }
  }
}
