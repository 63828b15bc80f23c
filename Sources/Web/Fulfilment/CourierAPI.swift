import Domain
import JSON
import UseCases

/// Who carries parcels (`api.md` §3).
enum CourierAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/couriers", list, query: ["q", "limit", "cursor"])
    api.post("/couriers", create)
    api.get("/couriers/{id}", show)
    api.patch("/couriers/{id}", change)
    api.delete("/couriers/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let couriers = try await call.read { try $0.listCouriers(search: search, page: page) }
    return Reply.json { $0.page(couriers) { write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Courier.self)
    return reply(try await call.read { try $0.findCourier(id) })
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    fields.require("name")
    let changes = changes(fields)
    try fields.finish()
    return try await call.write {
      try $0.createCourier(changes)
    } answer: { courier in
      Reply.created(at: "/api/v1/couriers/\(courier.id)") { write(courier, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Courier.self)
    let fields = try call.fields()
    let changes = changes(fields)
    try fields.finish()
    return try await call.write({ try $0.changeCourier(id, changes) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Courier.self)
    try call.noFields()
    return try await call.write({ try $0.removeCourier(id) }, answer: { Reply.done })
  }

  private static func changes(_ fields: Fields) -> Changes<Courier> {
    var changes = Changes<Courier>()
    fields.set(\.name, in: &changes, "name") { $0.name($1, limit: 255, nullable: false) }
    fields.clear(\.trackingURL, in: &changes, "tracking_url") { $0.text($1, limit: 1000) }
    return changes
  }

  private static func reply(_ courier: Courier) -> Reply {
    Reply.json { write(courier, to: &$0) }
  }

  private static func write(_ courier: Courier, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", courier.id.text)
      $0.member("name", courier.name)
      $0.member("tracking_url", courier.trackingURL)
      $0.member("created_at", courier.createdAt.text)
    }
  }
}
