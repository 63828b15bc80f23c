import Domain
import JSON
import UseCases

/// `/admin/payments`: what of the shop's money waits for somebody, and all of it in one list. The rows come over the API.
enum PaymentPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/payments", show, query: ["tab", "kind", "method", "status", "from", "to", "q", "cursor"])
  }

  private static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.readOrders)
    let staff = try await call.read { try $0.listStaff(search: nil, page: PageRequest(limit: 200)).elements }
    let named = staff.map { JSON.object([("id", .string($0.id.text)), ("name", .string($0.name))]) }
    return try await call.office(
      OfficePage(
        title: call.site.texts.say("payments.title"), active: "payments", template: "office/payments",
        sheets: ["editor-money", "payments"], module: "office/payments/payments-view.js", texts: ["payments."],
        data: .object([("staff", .array(named))])))
  }
}
