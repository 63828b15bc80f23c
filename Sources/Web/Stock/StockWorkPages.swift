import Domain
import JSON
import UseCases

/// Where shelves are counted, goods go between places, and one sees what is low and what is put aside (D4); the scripts work through the API.
enum StockWorkPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/stock/takes", { try await page($0, "stock_takes", "takes") })
    pages.get("/admin/stock/takes/{id}", { try await take($0) })
    pages.get("/admin/stock/transfers", { try await page($0, "stock_transfers", "transfers") })
    pages.get("/admin/stock/transfers/{id}", { try await transfer($0) })
    pages.get("/admin/stock/low", { try await page($0, "low_stock", "low") })
    pages.get("/admin/stock/reservations", { try await page($0, "reservations", "reservations") })
  }

  private static func take(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTake.self)
    let take = try await call.read { try $0.findStockTake(id) }
    return try await page(call, "stock_takes", "take", ["number": String(take.number)], [("id", .string(id.text))])
  }

  private static func transfer(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTransfer.self)
    let transfer = try await call.read { try $0.findTransfer(id) }
    return try await page(call, "stock_transfers", "transfer", ["number": String(transfer.number)], [("id", .string(id.text))])
  }

  private static func page(
    _ call: Call, _ active: String, _ name: String, _ facts: [String: String] = [:], _ data: [(key: String, value: JSON)] = []
  ) async throws -> Reply {
    let (locations, categories) = try await call.read { work in
      (try work.listLocations(search: nil, page: PageRequest(limit: 200)).elements, try work.listCategories())
    }
    let places = locations.map { JSON.object([("id", .string($0.id.text)), ("name", .string($0.name))]) }
    return try await call.office(
      OfficePage(
        title: call.site.texts.say("stock.\(name).title", facts), active: active, template: "stock/work", sheets: ["stock"],
        module: "stock/\(name)-view.js", texts: ["stock."],
        data: .object([("locations", .array(places)), ("categories", .array(categories.map { .string($0) }))] + data)))
  }
}
