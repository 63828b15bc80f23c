import Domain
import JSON
import UseCases

/// `/admin/orders`: every order of the shop in one list (B1). The rows come over the API, as the address asks; the page brings what they
/// name: places, people and the views kept under a name.
enum OrderListPage {
  /// What the address may say beside the parameters of `GET /orders`: a span of days that moves on, and the view that was called up.
  private static let ownParameters = ["date", "view"]

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/orders", show, query: OrderAPI.listParameters + ownParameters)
  }

  private static func show(_ call: Call) async throws -> Reply {
    let principal = try call.principal
    let names = try await call.read { work in
      try principal.require(.readOrders)
      let most = PageRequest(limit: 200)
      return (
        locations: try work.listLocations(search: nil, page: most).elements.map { ($0.id.text, $0.name) },
        registers: try work.listRegisters(search: nil, location: nil, page: most).elements.map { ($0.id.text, $0.name) },
        staff: try work.listStaff(search: nil, page: most).elements.map { ($0.id.text, $0.name) },
        views: try work.listViews(search: nil, page: most).elements
      )
    }
    let data: [(key: String, value: JSON)] = [
      ("locations", Self.named(names.locations)), ("registers", Self.named(names.registers)), ("staff", Self.named(names.staff)),
      ("views", .array(names.views.map { SavedViewAPI.json($0, for: principal) })),
    ]
    return try await call.office(
      OfficePage(
        title: call.site.texts.say("orders.title"), active: "orders", template: "office/orders", sheets: ["orders", "status"],
        module: "office/orders/orders-view.js", texts: ["orders."], data: .object(data)))
  }

  private static func named(_ things: [(id: String, name: String)]) -> JSON {
    .array(things.map { .object([("id", .string($0.id)), ("name", .string($0.name))]) })
  }
}
