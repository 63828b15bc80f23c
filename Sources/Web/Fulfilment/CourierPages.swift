import Domain
import UseCases

/// `/admin/shipping/couriers`: who carries parcels, and where a number is looked up.
enum CourierPages {
  private static let path = "/admin/shipping/couriers"

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/shipping/couriers", list, query: ["q", "cursor"])
    pages.get("/admin/shipping/couriers/new", new)
    pages.get("/admin/shipping/couriers/{id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("shipping.")
    let couriers = try await call.read { try $0.listCouriers(search: search, page: page) }
    var list = ResourceList(
      say("couriers"), path: path, columns: [.init(say("courier")), .init(say("tracking_url"), isMinor: true)],
      rows: couriers.elements.map { [.link($0.name, path: "\(path)/\($0.id)"), .muted($0.trackingURL ?? "")] }, next: couriers.next)
    list.search = search
    list.searchHint = say("search_couriers")
    list.isLater = page.cursor != nil
    list.empty = (say("no_couriers"), say("no_couriers_text"))
    list.links = [(say("title"), "/admin/shipping")]
    if try call.shippingLock() == nil { list.new = (say("new_courier"), "\(path)/new") }
    return try await call.office(list, active: "shipping")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.requireWholeShop()
    let say = call.words("shipping.")
    var form = ResourceForm(new: say("new_courier"), back: (say("couriers"), path), path: "/couriers", after: path)
    form.sections = [section(nil, say)]
    return try await call.office(form, active: "shipping")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Courier.self)
    let courier = try await call.read { try $0.findCourier(id) }
    let say = call.words("shipping.")
    var form = ResourceForm(courier.name, back: (say("couriers"), path), path: "/couriers/\(id)")
    form.sections = [section(courier, say)]
    form.lock = try call.shippingLock()
    if form.lock == nil {
      form.removal = .init(say("remove_courier"), question: say("remove_courier_question"), path: "/couriers/\(id)", after: path)
    }
    return try await call.office(form, active: "shipping")
  }

  private static func section(_ courier: Courier?, _ say: (String) -> String) -> ResourceForm.Section {
    ResourceForm.Section(
      say("courier"),
      [
        .text("name", say("name"), courier?.name).required().limit(255),
        .text("tracking_url", say("tracking_url"), courier?.trackingURL, type: "url").limit(1000).wide().help(say("tracking_help")),
      ])
  }
}
