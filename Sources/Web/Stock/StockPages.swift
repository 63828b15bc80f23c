import Documents
import Domain
import UseCases

/// `/admin/stock`: how much of everything is where, and one variant with its places, counts and movements (B14).
enum StockPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/stock", list, query: ["q", "location", "cursor"])
    pages.get("/admin/stock/{id}", show, query: ["cursor"])
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let search = query.text("q", limit: 1000)
    let wanted = query.text("location").flatMap { ID<Location>($0) }
    let page = query.page()
    try query.finish()
    let say = call.words("stock.")
    let overview = try await call.read { try StockOverview(search: search, at: wanted, page: page, in: $0) }
    var list = ResourceList(
      say("title"), path: "/admin/stock",
      columns: [
        .init(say("variant")), .init(say("sku"), isMinor: true), .init(say("location")), .init(say("on_hand"), isNumber: true),
        .init(say("promised"), isNumber: true, isMinor: true), .init(say("reserved"), isNumber: true, isMinor: true),
        .init(say("available"), isNumber: true),
      ], rows: overview.rows(say), next: overview.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.note = say("note")
    if overview.locations.count > 1 {
      list.filters = [
        .init(
          "location", say("location"), value: wanted?.text ?? "",
          [.init("", say("every_location"))] + overview.locations.map { .init($0.id.text, $0.name) })
      ]
    }
    list.empty = (say("empty"), say("empty_text"))
    return try await call.office(list, active: "stock")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Variant.self)
    let query = call.query.reader()
    let page = query.page()
    try query.finish()
    let facts = try await call.read { try StockFacts(of: id, movements: page, in: $0) }
    let say = call.words("stock.")
    var form = ResourceForm(
      new: facts.title, back: (say("title"), "/admin/stock"), path: "/inventory_levels/adjust", after: "/admin/stock/\(id)")
    form.submit = say("adjust")
    form.lock = try call.lock(unless: .adjustStock)
    form.sections = [
      ResourceForm.Section(
        say("adjust_title"), help: say("adjust_help"),
        [
          .hidden("variant_id", id.text),
          .choice(
            "location_id", say("location"), facts.locations.first?.id.text, facts.locations.map { .init($0.id.text, $0.name) }),
          .number("set", say("counted"), decimals: 3), .number("delta", say("change"), decimals: 3),
          ResourceField.text("reason", say("reason")).limit(255).required(),
        ])
    ]
    form.panels = [facts.levelsPanel, facts.movementsPanel(say)]
    return try await call.office(form, active: "stock")
  }
}
