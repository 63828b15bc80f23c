import Domain
import JSON
import UseCases

/// Gift cards (`api.md` §3).
enum GiftCardAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/gift_cards", list, query: ["q", "limit", "cursor"])
    api.post("/gift_cards", issue)
    api.get("/gift_cards/{id}", show)
    api.patch("/gift_cards/{id}", change)
    api.delete("/gift_cards/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let cards = try await call.read { try $0.listGiftCards(search: search, page: page) }
    return Reply.json { $0.page(cards) { write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: GiftCard.self)
    return reply(try await call.read { try $0.findGiftCard(id) })
  }

  private static func issue(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let code = fields.identifier("code", limit: 64)
    let balance = fields.amount("balance", required: true)
    let currency = fields.currency("currency")
    let expiresAt = fields.instant("expires_at")
    var request = NewGiftCard(balance: try fields.finish(balance))
    request.code = code
    request.currency = currency
    request.expiresAt = expiresAt
    let asked = request
    return try await call.write {
      try $0.issueGiftCard(asked)
    } answer: { card in
      Reply.created(at: "/api/v1/gift_cards/\(card.id)") { write(card, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: GiftCard.self)
    let fields = try call.fields()
    let expiresAt = fields.change("expires_at") { $0.instant($1) }
    try fields.finish()
    return try await call.write({ try $0.changeGiftCard(id, expiresAt: expiresAt) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: GiftCard.self)
    try call.noFields()
    return try await call.write({ try $0.removeGiftCard(id) }, answer: { Reply.done })
  }

  private static func reply(_ card: GiftCard) -> Reply {
    Reply.json { write(card, to: &$0) }
  }

  private static func write(_ card: GiftCard, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", card.id.text)
      $0.member("code", card.code)
      $0.member("balance", Optional(card.balance))
      $0.member("currency", card.currency.code)
      $0.member("expires_at", card.expiresAt?.text)
      $0.member("created_at", card.createdAt.text)
    }
  }
}
