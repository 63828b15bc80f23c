import Domain
import JSON
import UseCases

/// `/saved_views`: lists of orders under a name, one's own and shared ones.
enum SavedViewAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/saved_views", list, query: ["q"] + PageQuery.names)
    api.post("/saved_views", create)
    api.get("/saved_views/{id}", show)
    api.patch("/saved_views/{id}", change)
    api.delete("/saved_views/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let principal = try call.principal
    let views = try await call.read { try $0.listViews(search: search, page: page) }
    return Reply.json { $0.page(views) { write($1, for: principal, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: SavedView.self)
    return reply(try await call.read { try $0.findView(id) }, for: try call.principal)
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    fields.require("name")
    fields.require("query")
    let changes = changes(fields)
    try fields.finish()
    let principal = try call.principal
    return try await call.write {
      try $0.saveView(changes)
    } answer: { view in
      Reply.created(at: "/api/v1/saved_views/\(view.id)") { write(view, for: principal, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: SavedView.self)
    let fields = try call.fields()
    let changes = changes(fields)
    try fields.finish()
    let principal = try call.principal
    return try await call.write({ try $0.changeView(id, changes) }, answer: { reply($0, for: principal) })
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: SavedView.self)
    try call.noFields()
    return try await call.write({ try $0.removeView(id) }, answer: { Reply.done })
  }

  private static func changes(_ fields: Fields) -> Changes<SavedView> {
    var changes = Changes<SavedView>()
    fields.set(\.name, in: &changes, "name") { $0.name($1, limit: 60, nullable: false) }
    fields.set(\.query, in: &changes, "query") { fields, key in fields.orderQuery(key) }
    fields.set(\.isShared, in: &changes, "shared") { $0.bool($1) }
    return changes
  }

  private static func reply(_ view: SavedView, for principal: Principal) -> Reply {
    Reply.json { write(view, for: principal, to: &$0) }
  }

  private static func write(_ view: SavedView, for principal: Principal, to writer: inout JSONWriter) {
    writer.value(json(view, for: principal))
  }

  /// Also whether it is the reader's own, so that a page offers nobody a change in vain.
  static func json(_ view: SavedView, for principal: Principal) -> JSON {
    .object([
      ("id", .string(view.id.text)), ("name", .string(view.name)), ("query", .string(view.query)), ("shared", .bool(view.isShared)),
      ("own", .bool(view.owner == principal.viewOwner)), ("created_at", .string(view.createdAt.text)),
    ])
  }
}

/// Spans of days that move on; a page turns them into moments of the shop's calendar.
enum DaySpan: String, CaseIterable {
  case today, yesterday
  case lastWeek = "last_7_days"
  case lastMonth = "last_30_days"
  case thisMonth = "this_month"
}

extension Fields {
  /// The query of a list of orders, checked as the list itself would.
  fileprivate func orderQuery(_ key: String) -> String? {
    guard let text = text(key, limit: 2000, minimum: 0) else { return nil }
    guard !text.isEmpty else { return text }
    do {
      let query = try Query(text)
      guard let unknown = query.names.first(where: { !OrderAPI.filterParameters.contains($0) && $0 != "date" }) else {
        let reader = query.reader()
        _ = OrderAPI.filter(reader)
        _ = reader.choice("date", of: DaySpan.self)
        try reader.finish()
        return text
      }
      fail(key, "unknown_parameter", "\(TextRules.shown(unknown)) is no filter of the list of orders.")
    } catch {
      fail(key, "invalid", error.failures.first.map { "\($0.field): \($0.message)" } ?? error.detail)
    }
    return nil
  }
}
