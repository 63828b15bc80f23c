import Domain
import JSON
import UseCases

/// How much is where, and every change of it (`api.md` §3).
enum StockAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/inventory_levels", levels, query: ["variant_id", "location_id", "limit", "cursor"])
    api.post("/inventory_levels/adjust", adjust)
    api.get("/inventory_movements", movements, query: ["variant_id", "location_id", "order_id", "limit", "cursor"])
    api.get("/orders/{id}/inventory_movements", movementsOfOrder, query: ["limit", "cursor"])
  }

  private static func levels(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let variants = query.identities("variant_id", of: Variant.self)
    let locations = query.identities("location_id", of: Location.self)
    let page = query.page()
    try query.finish()
    let levels = try await call.read { try $0.listLevels(variants: variants, locations: locations, page: page) }
    return Reply.json { $0.page(levels) { StockJSON.write($1, to: &$0) } }
  }

  private static func adjust(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let variant = fields.id("variant_id", of: Variant.self, required: true)
    let location = fields.id("location_id", of: Location.self, required: true)
    let delta = fields.has("delta") ? fields.signedQuantity("delta") : nil
    let counted = fields.has("set") ? fields.quantity("set", allowsZero: true) : nil
    if fields.has("delta") == fields.has("set") { fields.fail("delta", "exclusive", "Send delta or set, one of them.") }
    let reason = fields.name("reason", required: true)
    let (variantID, locationID, why) = try fields.finish(variant, location, reason)
    let change = counted.map { StockChange.to($0.thousandths) } ?? .by(delta ?? 0)
    return try await call.write {
      try $0.adjustStock(variantID, at: locationID, change, reason: why)
    } answer: { level in
      Reply.json { StockJSON.write(level, to: &$0) }
    }
  }

  private static func movements(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    var filter = MovementFilter()
    filter.variants = query.identities("variant_id")
    filter.locations = query.identities("location_id")
    filter.order = query.id("order_id")
    let page = query.page()
    try query.finish()
    let asked = filter
    return answer(try await call.read { try $0.listMovements(asked, page: page) })
  }

  /// What an order did to the stock, newest first.
  private static func movementsOfOrder(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let query = call.query.reader()
    let page = query.page()
    try query.finish()
    return answer(
      try await call.read { work in
        _ = try work.findOrder(id)
        var filter = MovementFilter()
        filter.order = id
        return try work.listMovements(filter, page: page)
      })
  }

  private static func answer(_ movements: Page<InventoryMovement>) -> Reply {
    Reply.json { $0.page(movements) { StockJSON.write($1, to: &$0) } }
  }
}
