import Domain
import JSON
import UseCases

/// `/admin/orders/{id}`: one order to write, change and follow (B2 to B7, B12, B13); its script works through the JSON API.
enum OrderPage {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/orders/{id}", show)
    pages.get("/admin/orders/{id}/send", send)
  }

  private static let sheets = ["editor", "editor-items", "editor-parts", "editor-money", "editor-edit", "editor-widths", "status"]

  private static func show(_ call: Call) async throws -> Reply {
    let start = try await start(call)
    return try await call.office(
      OfficePage(
        title: start.order.shownNumber, active: "orders", template: "office/order", view: start.view, sheets: sheets,
        module: "editor/editor-view.js", texts: ["editor.", "payments.", "orders.status.", "orders.step.", "returns."],
        data: try start.json()))
  }

  private static func send(_ call: Call) async throws -> Reply {
    let start = try await start(call)
    return try await call.office(
      OfficePage(
        title: call.site.texts.say("editor.send.page_title", ["number": start.order.shownNumber]), active: "orders",
        template: "office/order", view: start.view, sheets: sheets + ["send"], module: "editor/send-view.js",
        texts: ["editor.", "payments."],
        data: try start.json()))
  }

  private static func start(_ call: Call) async throws -> OrderStart {
    try call.principal.require(.readOrders)
    let id = try call.id(of: Order.self)
    return try await call.read { work in
      OrderStart(
        order: try work.findOrder(id), locations: try work.listLocations(search: nil, page: PageRequest(limit: 200)).elements,
        staff: try work.listStaff(search: nil, page: PageRequest(limit: 200)).elements,
        registers: try work.listRegisters(search: nil, location: nil, page: PageRequest(limit: 200)).elements,
        settings: try work.readSettings())
    }
  }
}

/// What the order page begins with; whatever else it shows follows over the API.
struct OrderStart: Sendable {
  let order: Order
  let locations: [Location]
  let staff: [Staff]
  let registers: [Register]
  let settings: ShopSettings

  /// What can be read before the script runs.
  var view: [String: View] {
    ["number": .text(order.shownNumber), "customer": .text(order.customer?.name ?? order.customer?.company ?? "")]
  }

  /// The order as the API shows it, names for the identities in it, and how its money is written.
  func json() throws -> JSON {
    var writer = JSONWriter()
    OrderJSON.write(order, to: &writer)
    let shown = try JSON.read(writer.bytes, limits: JSONLimits(bytes: writer.bytes.count))
    return .object([
      (key: "order", value: shown), (key: "exponent", value: .number(String(order.currency.exponent))),
      (key: "locations", value: .array(locations.map(Self.place))),
      (key: "staff_names", value: .array(staff.map { Self.named($0.id.text, $0.name) })),
      (key: "registers", value: .array(registers.map { Self.named($0.id.text, $0.name) })),
      // The smallest coin belongs to the shop's currency; money of another one is not rounded.
      (key: "cash_step", value: .number(String(order.currency == settings.currency ? settings.cashStep : 1))),
    ])
  }

  private static func place(_ location: Location) -> JSON {
    .object([
      (key: "id", value: .string(location.id.text)), (key: "name", value: .string(location.name)),
      (key: "offers_pickup", value: .bool(location.offersPickup)),
    ])
  }

  private static func named(_ id: String, _ name: String) -> JSON {
    .object([(key: "id", value: .string(id)), (key: "name", value: .string(name))])
  }
}
