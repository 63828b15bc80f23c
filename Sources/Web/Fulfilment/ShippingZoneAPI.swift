import Domain
import JSON
import UseCases

/// Where the same rates hold: an extension of the contract, which knows rates alone (`openapi.yaml`).
enum ShippingZoneAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/shipping_zones", list, query: ["q", "limit", "cursor"])
    api.post("/shipping_zones", create)
    api.get("/shipping_zones/{id}", show)
    api.patch("/shipping_zones/{id}", change)
    api.delete("/shipping_zones/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let zones = try await call.read { try $0.listShippingZones(search: search, page: page) }
    return Reply.json { $0.page(zones) { write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: ShippingZone.self)
    return reply(try await call.read { try $0.findShippingZone(id) })
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    fields.require("name")
    let changes = changes(fields)
    try fields.finish()
    return try await call.write {
      try $0.createShippingZone(changes)
    } answer: { zone in
      Reply.created(at: "/api/v1/shipping_zones/\(zone.id)") { write(zone, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: ShippingZone.self)
    let fields = try call.fields()
    let changes = changes(fields)
    try fields.finish()
    return try await call.write({ try $0.changeShippingZone(id, changes) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: ShippingZone.self)
    try call.noFields()
    return try await call.write({ try $0.removeShippingZone(id) }, answer: { Reply.done })
  }

  private static func changes(_ fields: Fields) -> Changes<ShippingZone> {
    var changes = Changes<ShippingZone>()
    fields.set(\.name, in: &changes, "name") { $0.name($1, limit: 255, nullable: false) }
    fields.set(\.areas, in: &changes, "areas") { $0.objects($1, limit: ShippingZone.areaLimit) { area($0) } }
    return changes
  }

  private static func area(_ fields: Fields) -> ShippingArea? {
    let country = fields.text("country", limit: 2, minimum: 2, required: true)
    let regions = fields.texts("regions", limit: 100, textLimit: 255) ?? []
    let prefixes = fields.texts("postal_code_prefixes", limit: 500, textLimit: 32) ?? []
    return country.map { ShippingArea(country: $0, regions: regions, postalCodePrefixes: prefixes) }
  }

  private static func reply(_ zone: ShippingZone) -> Reply {
    Reply.json { write(zone, to: &$0) }
  }

  private static func write(_ zone: ShippingZone, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", zone.id.text)
      json.member("name", zone.name)
      json.member("areas", array: zone.areas) { writer, area in
        writer.object {
          $0.member("country", area.country)
          $0.member("regions", strings: area.regions)
          $0.member("postal_code_prefixes", strings: area.postalCodePrefixes)
        }
      }
      json.member("created_at", zone.createdAt.text)
    }
  }
}
