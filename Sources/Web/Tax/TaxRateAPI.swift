import Domain
import JSON
import UseCases

/// Rates by class and location (`api.md` §3).
enum TaxRateAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/tax_rates", list, query: ["q", "tax_class_id", "limit", "cursor"])
    api.post("/tax_rates", create)
    api.get("/tax_rates/{id}", show)
    api.patch("/tax_rates/{id}", change)
    api.delete("/tax_rates/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, taxClass, page) = (query.text("q", limit: 1000), query.id("tax_class_id", of: TaxClass.self), query.page())
    try query.finish()
    let rates = try await call.read { try $0.listTaxRates(search: search, of: taxClass, page: page) }
    return Reply.json { $0.page(rates) { write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: TaxRateRow.self)
    return reply(try await call.read { try $0.findTaxRate(id) })
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let taxClass = fields.id("tax_class_id", of: TaxClass.self, required: true)
    let location = fields.id("location_id", of: Location.self)
    let title = fields.name("title", limit: 255, required: true)
    let rate = fields.rate("rate", required: true)
    let (classID, name, percent) = try fields.finish(taxClass, title, rate)
    return try await call.write {
      try $0.createTaxRate(
        TaxRateRow(id: $0.ids.next(), taxClassID: classID, locationID: location, title: name, rate: percent, createdAt: $0.now))
    } answer: { made in
      Reply.created(at: "/api/v1/tax_rates/\(made.id)") { write(made, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: TaxRateRow.self)
    let fields = try call.fields()
    var changes = Changes<TaxRateRow>()
    fields.set(\.taxClassID, in: &changes, "tax_class_id") { $0.id($1, of: TaxClass.self, nullable: false) }
    fields.clear(\.locationID, in: &changes, "location_id") { $0.id($1, of: Location.self) }
    fields.set(\.title, in: &changes, "title") { $0.name($1, limit: 255, nullable: false) }
    fields.set(\.rate, in: &changes, "rate") { $0.rate($1) }
    try fields.finish()
    let wanted = changes
    return try await call.write({ try $0.changeTaxRate(id, wanted) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: TaxRateRow.self)
    try call.noFields()
    return try await call.write({ try $0.removeTaxRate(id) }, answer: { Reply.done })
  }

  private static func reply(_ rate: TaxRateRow) -> Reply {
    Reply.json { write(rate, to: &$0) }
  }

  private static func write(_ rate: TaxRateRow, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", rate.id.text)
      $0.member("tax_class_id", rate.taxClassID.text)
      $0.member("location_id", rate.locationID?.text)
      $0.member("title", rate.title)
      $0.member("rate", rate.rate.text)
      $0.member("created_at", rate.createdAt.text)
    }
  }
}
