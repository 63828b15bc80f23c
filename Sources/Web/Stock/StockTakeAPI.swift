import Domain
import JSON
import UseCases

/// Stock-takes: counted by as many as want, ended once.
enum StockTakeAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/stock_takes", list, query: ["status", "location_id", "limit", "cursor"])
    api.post("/stock_takes", start)
    api.get("/stock_takes/{id}", show)
    api.get("/stock_takes/{id}/lines", lines, query: ["show", "q", "limit", "cursor"])
    api.post("/stock_takes/{id}/counts", count)
    api.delete("/stock_takes/{id}/counts/{variant_id}", forget)
    api.post("/stock_takes/{id}/finish", finish)
    api.post("/stock_takes/{id}/cancel", cancel)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let statuses = query.choices("status", of: StockTake.Status.self) ?? []
    let locations = query.identities("location_id", of: Location.self)
    let page = query.page()
    try query.finish()
    let found = try await call.read { try $0.listStockTakes(statuses: statuses, locations: locations, page: page) }
    return Reply.json { $0.page(found) { write($1, to: &$0) } }
  }

  private static func start(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let location = fields.id("location_id", of: Location.self, required: true)
    let category = fields.name("category")
    let locationID = try fields.finish(location)
    return try await call.write {
      try $0.sheet(of: try $0.startStockTake(at: locationID, category: category))
    } answer: { sheet in
      Reply.created(at: "/api/v1/stock_takes/\(sheet.take.id)") { write(sheet, to: &$0) }
    }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTake.self)
    let sheet = try await call.read { try $0.sheet(of: try $0.findStockTake(id)) }
    return Reply.json { write(sheet, to: &$0) }
  }

  private static func lines(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTake.self)
    let query = call.query.reader()
    let sight = query.choice("show", of: StockTakeSight.self) ?? .all
    let search = query.text("q", limit: 1000)
    let page = query.page()
    try query.finish()
    let found = try await call.read { try $0.listStockTakeLines(id, sight, search: search, page: page) }
    return Reply.json { $0.page(found) { write($1, to: &$0) } }
  }

  /// `add` is one more of what was scanned; `set` is what somebody counted in all.
  private enum Mode: String, CaseIterable { case add, set }

  private static func count(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTake.self)
    let fields = try call.fields()
    let variant = fields.id("variant_id", of: Variant.self)
    let code = fields.name("code", limit: 255)
    let mode = fields.choice("mode", of: Mode.self) ?? .set
    let quantity = fields.has("quantity") ? fields.quantity("quantity", allowsZero: true) : nil
    if fields.isClean, (variant == nil) == (code == nil) { fields.fail("variant_id", "one_of", "Name either a variant or a code.") }
    if fields.isClean, mode == .set, quantity == nil { fields.fail("quantity", "required", "Say how many you counted.") }
    try fields.finish()
    let goods = variant.map { StockCount.Goods.variant($0) } ?? .code(code ?? "")
    let asked = StockCount(goods, quantity: quantity ?? .one, adds: mode == .add)
    return try await call.write({ try $0.countStock(id, asked) }, answer: { line in Reply.json { write(line, to: &$0) } })
  }

  private static func forget(_ call: Call) async throws -> Reply {
    let (id, variant) = (try call.id(of: StockTake.self), try call.id("variant_id", of: Variant.self))
    try call.noFields()
    return try await call.write({ try $0.forgetCount(id, of: variant) }, answer: { Reply.done })
  }

  private enum Uncounted: String, CaseIterable { case keep, clear }

  private static func finish(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTake.self)
    let fields = try call.fields()
    let uncounted = fields.choice("uncounted", of: Uncounted.self) ?? .keep
    try fields.finish()
    return try await call.write {
      try $0.sheet(of: try $0.finishStockTake(id, clearsUncounted: uncounted == .clear))
    } answer: { sheet in
      Reply.json { write(sheet, to: &$0) }
    }
  }

  private static func cancel(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTake.self)
    try call.noFields()
    return try await call.write({ try $0.sheet(of: try $0.cancelStockTake(id)) }, answer: { sheet in Reply.json { write(sheet, to: &$0) } })
  }

  private static func write(_ sheet: StockTakeSheet, to writer: inout JSONWriter) {
    let take = sheet.take
    writer.object { json in
      json.member("id", take.id.text)
      json.member("number", Optional(take.number))
      json.member("location_id", take.locationID.text)
      json.member("category", take.category)
      json.member("status", take.status.rawValue)
      json.member("variants", Optional(sheet.progress.variants))
      json.member("counted", Optional(sheet.progress.counted))
      json.member("different", Optional(sheet.progress.different))
      json.member("started_by", take.startedBy)
      json.member("ended_by", take.endedBy)
      json.member("created_at", take.createdAt.text)
      json.member("ended_at", take.endedAt?.text)
    }
  }

  private static func write(_ line: StockTakeLine, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("variant_id", line.variantID.text)
      json.member("product_title", line.productTitle)
      json.member("variant_title", line.variantTitle)
      json.member("sku", line.sku)
      json.member("barcode", line.barcode)
      json.member("expected", number: SignedQuantity.text(line.expected))
      json.member("counted", number: (line.count?.quantity).map(SignedQuantity.text))
      json.member("difference", number: line.difference.map(SignedQuantity.text))
      json.member("counted_at", line.count?.at.text)
      json.member("counted_by", line.count?.by)
    }
  }
}
