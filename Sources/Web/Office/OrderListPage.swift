import Domain
import JSON
import UseCases

/// `/admin/orders`: every order of the shop in one list (B1).
enum OrderListPage {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/orders", show)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.readOrders)
    return try await call.office(
      OfficePage(title: call.site.texts.say("orders.title"), active: "orders", template: "office/orders", texts: ["orders."]))
  }
}
