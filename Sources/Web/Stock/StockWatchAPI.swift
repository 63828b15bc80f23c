import Domain
import JSON
import UseCases

/// What is low, at which level it is, and what is put aside for whom until when.
enum StockWatchAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/low_stock", low, query: ["q", "location_id", "limit", "cursor"])
    api.put("/variants/{id}/low_stock_level", setLevel)
    api.get("/reservations", reservations, query: ["variant_id", "location_id", "limit", "cursor"])
    api.delete("/reservations/{line_id}", release)
  }

  private static func low(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let search = query.text("q", limit: 1000)
    let locations = query.identities("location_id", of: Location.self)
    let page = query.page()
    try query.finish()
    let found = try await call.read { try $0.listLowStock(search: search, locations: locations, page: page) }
    return Reply.json { $0.page(found) { write($1, to: &$0) } }
  }

  private static func setLevel(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Variant.self)
    let fields = try call.fields()
    let location = fields.id("location_id", of: Location.self)
    if !fields.has("level") { fields.fail("level", "required", "Name the level, or null for the shop's.") }
    let level = fields.isNull("level") ? nil : fields.quantity("level", allowsZero: true)
    try fields.finish()
    return try await call.write({ try $0.setThreshold(level, of: id, at: location) }, answer: { Reply.done })
  }

  private static func reservations(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let variants = query.identities("variant_id", of: Variant.self)
    let locations = query.identities("location_id", of: Location.self)
    let page = query.page()
    try query.finish()
    let found = try await call.read { try $0.listReservations(variants: variants, locations: locations, page: page) }
    return Reply.json { $0.page(found) { write($1, to: &$0) } }
  }

  private static func release(_ call: Call) async throws -> Reply {
    let line = try call.id("line_id", of: LineItem.self)
    try call.noFields()
    return try await call.write({ try $0.releaseReservation(of: line) }, answer: { Reply.done })
  }

  private static func write(_ row: LowStockRow, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("variant_id", row.level.variantID.text)
      json.member("location_id", row.level.locationID.text)
      json.member("product_title", row.productTitle)
      json.member("variant_title", row.variantTitle)
      json.member("sku", row.sku)
      json.member("on_hand", number: SignedQuantity.text(row.level.onHand))
      json.member("available", number: SignedQuantity.text(row.level.available))
      json.member("incoming", number: SignedQuantity.text(row.incoming))
      json.member("level", number: SignedQuantity.text(row.threshold))
      json.member("own_level", row.hasOwnThreshold)
    }
  }

  private static func write(_ item: StockReservation, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("order_id", item.orderID.text)
      json.member("order_number", item.orderNumber)
      json.member("label", item.label)
      json.member("customer_name", item.customerName)
      json.member("register_name", item.registerName)
      json.member("staff_name", item.staffName)
      json.member("line_id", item.lineID.text)
      json.member("variant_id", item.variantID.text)
      json.member("title", item.title)
      json.member("location_id", item.locationID.text)
      json.member("quantity", number: SignedQuantity.text(item.quantity))
      json.member("expires_at", item.expiresAt?.text)
      json.member("created_at", item.createdAt.text)
    }
  }
}
