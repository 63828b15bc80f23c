import Domain
import JSON
import UseCases

/// Goods that come back (`api.md` §2): asked for, taken back or refused, exchanged. Every write answers with the whole order.
enum ReturnAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/returns", request)
    api.patch("/orders/{id}/returns/{return_id}", decide)
    api.post("/orders/{id}/returns/{return_id}/exchange", exchange)
  }

  /// What becomes of a return, as a caller says it.
  private enum Verdict: String, CaseIterable {
    case received, rejected
  }

  private static func request(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let lines = fields.objects("lines", limit: Order.lineLimit, required: true) { line -> ReturnWish? in
      let lineID = line.id("line_id", of: LineItem.self, required: true)
      let quantity = line.quantity("quantity", required: true)
      let reason = line.name("reason")
      guard let lineID, let quantity else { return nil }
      return ReturnWish(lineID: lineID, quantity: quantity, reason: reason)
    }
    if lines?.isEmpty == true { fields.fail("lines", "empty", "Name what comes back.") }
    let wishes = try fields.finish(lines)
    return try await call.write({ try $0.requestReturn(id, wishes) }, answer: { OrderJSON.reply($0) })
  }

  private static func decide(_ call: Call) async throws -> Reply {
    let (id, returnID) = (try call.id(of: Order.self), try call.id("return_id", of: Return.self))
    let fields = try call.fields()
    let status = fields.choice("status", of: Verdict.self, required: true)
    let lines = fields.objects("lines", limit: Order.lineLimit) { decision($0, status) }
    if lines?.isEmpty == true { fields.fail("lines", "empty", "Name at least one line, or leave the lines out for all.") }
    let reason = fields.name("reason")
    let location = fields.id("location_id", of: Location.self)
    let verdict = try fields.finish(status)
    // What nobody looked at is not put on a shelf.
    var asked = ReturnVerdict(outcome: verdict == .rejected ? .rejected : .unsellable)
    asked.lines = lines
    asked.reason = reason
    asked.locationID = location
    let decided = asked
    return try await call.write({ try $0.decideReturn(id, returnID, decided) }, answer: { OrderJSON.reply($0) })
  }

  private static func decision(_ line: Fields, _ verdict: Verdict?) -> ReturnDecision? {
    let lineID = line.id("line_id", of: LineItem.self, required: true)
    let quantity = line.quantity("quantity")
    let resellable = line.bool("resellable", required: verdict == .received)
    guard let lineID else { return nil }
    if verdict == .rejected { return ReturnDecision(lineID: lineID, quantity: quantity, outcome: .rejected) }
    guard let resellable else { return nil }
    return ReturnDecision(lineID: lineID, quantity: quantity, outcome: resellable ? .resellable : .unsellable)
  }

  private static func exchange(_ call: Call) async throws -> Reply {
    let (id, returnID) = (try call.id(of: Order.self), try call.id("return_id", of: Return.self))
    let fields = try call.fields()
    let prices = fields.choice("prices", of: ExchangePrices.self) ?? .held
    try fields.finish()
    return try await call.write {
      try $0.exchangeReturn(id, returnID, prices: prices)
    } answer: { made in
      Reply.created(at: "/api/v1/orders/\(made.new.id)") { json in
        json.object {
          $0.key("order")
          OrderJSON.write(made.order, to: &$0)
          $0.key("new_order")
          OrderJSON.write(made.new, to: &$0)
        }
      }
    }
  }
}
