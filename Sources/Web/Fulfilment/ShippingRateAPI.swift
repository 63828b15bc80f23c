import Domain
import JSON
import UseCases

/// What sending costs (`api.md` §3).
enum ShippingRateAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/shipping_rates", list, query: ["q", "zone_id", "limit", "cursor"])
    api.post("/shipping_rates", create)
    api.post("/shipping_rates/find", FindShippingAPI.find)
    api.get("/shipping_rates/{id}", show)
    api.patch("/shipping_rates/{id}", change)
    api.delete("/shipping_rates/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, zone, page) = (query.text("q", limit: 1000), query.id("zone_id", of: ShippingZone.self), query.page())
    try query.finish()
    let rates = try await call.read { try $0.listShippingRates(search: search, of: zone, page: page) }
    return Reply.json { $0.page(rates) { write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: ShippingRate.self)
    return reply(try await call.read { try $0.findShippingRate(id) })
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let zone = fields.id("zone_id", of: ShippingZone.self, required: true)
    let currency = fields.currency("currency")
    fields.require("title")
    fields.require("bands")
    let changes = changes(fields)
    let zoneID = try fields.finish(zone)
    return try await call.write {
      try $0.createShippingRate(of: zoneID, currency: currency, changes)
    } answer: { rate in
      Reply.created(at: "/api/v1/shipping_rates/\(rate.id)") { write(rate, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: ShippingRate.self)
    let fields = try call.fields()
    var changes = changes(fields)
    fields.set(\.zoneID, in: &changes, "zone_id") { $0.id($1, of: ShippingZone.self, nullable: false) }
    try fields.finish()
    let wanted = changes
    return try await call.write({ try $0.changeShippingRate(id, wanted) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: ShippingRate.self)
    try call.noFields()
    return try await call.write({ try $0.removeShippingRate(id) }, answer: { Reply.done })
  }

  private static func changes(_ fields: Fields) -> Changes<ShippingRate> {
    var changes = Changes<ShippingRate>()
    fields.set(\.title, in: &changes, "title") { $0.name($1, limit: 255, nullable: false) }
    fields.set(\.basis, in: &changes, "basis") { $0.choice($1) }
    fields.set(\.bands, in: &changes, "bands") { $0.objects($1, limit: ShippingRate.bandLimit) { band($0) } }
    fields.clear(\.volumetricDivisor, in: &changes, "volumetric_divisor") { $0.integer($1, in: 1...1_000_000) }
    fields.clear(\.largest.weight, in: &changes, "max_weight_g") { $0.integer($1, in: 0...Parcel.weightLimit) }
    fields.clear(\.largest.length, in: &changes, "max_length_mm") { $0.integer($1, in: 1...Parcel.sideLimit) }
    fields.clear(\.largest.width, in: &changes, "max_width_mm") { $0.integer($1, in: 1...Parcel.sideLimit) }
    fields.clear(\.largest.height, in: &changes, "max_height_mm") { $0.integer($1, in: 1...Parcel.sideLimit) }
    fields.clear(\.minimumSubtotal, in: &changes, "min_subtotal") { $0.amount($1) }
    fields.clear(\.maximumSubtotal, in: &changes, "max_subtotal") { $0.amount($1) }
    fields.clear(\.taxClassID, in: &changes, "tax_class_id") { $0.id($1, of: TaxClass.self) }
    fields.set(\.taxRates, in: &changes, "tax_rates") { $0.taxRates($1) }
    fields.set(\.priceIncludesTax, in: &changes, "price_includes_tax") { $0.bool($1) }
    return changes
  }

  private static func band(_ fields: Fields) -> ShippingRate.Band? {
    let upTo = fields.integer("up_to", in: 0...Money.limit, nullable: true)
    return fields.amount("price", required: true).map { ShippingRate.Band(upTo: upTo, price: $0) }
  }

  private static func reply(_ rate: ShippingRate) -> Reply {
    Reply.json { write(rate, to: &$0) }
  }

  private static func write(_ rate: ShippingRate, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", rate.id.text)
      json.member("zone_id", rate.zoneID.text)
      json.member("title", rate.title)
      json.member("currency", rate.currency.code)
      json.member("basis", rate.basis.rawValue)
      json.member("bands", array: rate.bands) { writer, band in
        writer.object {
          $0.member("up_to", band.upTo)
          $0.member("price", Optional(band.price))
        }
      }
      json.member("volumetric_divisor", rate.volumetricDivisor)
      json.member("max_weight_g", rate.largest.weight)
      json.member("max_length_mm", rate.largest.length)
      json.member("max_width_mm", rate.largest.width)
      json.member("max_height_mm", rate.largest.height)
      json.member("min_subtotal", rate.minimumSubtotal)
      json.member("max_subtotal", rate.maximumSubtotal)
      json.member("tax_class_id", rate.taxClassID?.text)
      json.member("tax_rates", array: rate.taxRates) { LineJSON.write($1, to: &$0) }
      json.member("price_includes_tax", rate.priceIncludesTax)
      json.member("created_at", rate.createdAt.text)
    }
  }
}
