import Domain
import JSON
import UseCases

/// The places the shop sells at (`api.md` §3).
enum LocationAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/locations", list, query: ["q", "limit", "cursor"])
    api.post("/locations", create)
    api.get("/locations/{id}", show)
    api.patch("/locations/{id}", change)
    api.delete("/locations/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let locations = try await call.read { try $0.listLocations(search: search, page: page) }
    return Reply.json { $0.page(locations) { write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Location.self)
    return reply(try await call.read { try $0.findLocation(id) })
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    fields.require("name")
    let changes = changes(fields)
    try fields.finish()
    return try await call.write {
      try $0.createLocation(changes)
    } answer: { location in
      Reply.created(at: "/api/v1/locations/\(location.id)") { write(location, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Location.self)
    let fields = try call.fields()
    let changes = changes(fields)
    try fields.finish()
    return try await call.write({ try $0.changeLocation(id, changes) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Location.self)
    try call.noFields()
    return try await call.write({ try $0.removeLocation(id) }, answer: { Reply.done })
  }

  private static func changes(_ fields: Fields) -> Changes<Location> {
    var changes = Changes<Location>()
    fields.set(\.name, in: &changes, "name") { $0.name($1, limit: 255, nullable: false) }
    fields.clear(\.address, in: &changes, "address") { $0.object($1)?.postalAddress() }
    fields.clear(\.timeZone, in: &changes, "time_zone") { $0.text($1, limit: 64) }
    fields.set(\.offersPickup, in: &changes, "offers_pickup") { $0.bool($1) }
    fields.clear(\.pickupNote, in: &changes, "pickup_note") { $0.text($1, limit: 1000, multiline: true) }
    return changes
  }

  private static func reply(_ location: Location) -> Reply {
    Reply.json { write(location, to: &$0) }
  }

  private static func write(_ location: Location, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", location.id.text)
      json.member("name", location.name)
      json.key("address")
      if let address = location.address { CustomerJSON.address(address, to: &json) } else { json.null() }
      json.member("time_zone", location.timeZone)
      json.member("offers_pickup", location.offersPickup)
      json.member("pickup_note", location.pickupNote)
      json.member("created_at", location.createdAt.text)
    }
  }
}
