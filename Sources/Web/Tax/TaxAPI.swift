import Domain
import JSON
import UseCases

/// Classes of goods and the taxes they bear (`api.md` §3).
enum TaxAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/tax_classes", listClasses, query: ["q", "limit", "cursor"])
    api.post("/tax_classes", createClass)
    api.get("/tax_classes/{id}", showClass)
    api.patch("/tax_classes/{id}", changeClass)
    api.delete("/tax_classes/{id}", removeClass)
  }

  private static func listClasses(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let classes = try await call.read { try $0.listTaxClasses(search: search, page: page) }
    return Reply.json { $0.page(classes) { write($1, to: &$0) } }
  }

  private static func showClass(_ call: Call) async throws -> Reply {
    let id = try call.id(of: TaxClass.self)
    return reply(try await call.read { try $0.findTaxClass(id) })
  }

  private static func createClass(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    fields.require("name")
    let changes = changes(fields)
    try fields.finish()
    return try await call.write {
      try $0.createTaxClass(changes)
    } answer: { made in
      Reply.created(at: "/api/v1/tax_classes/\(made.id)") { write(made, to: &$0) }
    }
  }

  private static func changeClass(_ call: Call) async throws -> Reply {
    let id = try call.id(of: TaxClass.self)
    let fields = try call.fields()
    let changes = changes(fields)
    try fields.finish()
    return try await call.write({ try $0.changeTaxClass(id, changes) }, answer: reply)
  }

  private static func removeClass(_ call: Call) async throws -> Reply {
    let id = try call.id(of: TaxClass.self)
    try call.noFields()
    return try await call.write({ try $0.removeTaxClass(id) }, answer: { Reply.done })
  }

  private static func changes(_ fields: Fields) -> Changes<TaxClass> {
    var changes = Changes<TaxClass>()
    fields.set(\.name, in: &changes, "name") { $0.name($1, limit: 255, nullable: false) }
    fields.set(\.isDefault, in: &changes, "default") { $0.bool($1) }
    return changes
  }

  private static func reply(_ taxClass: TaxClass) -> Reply {
    Reply.json { write(taxClass, to: &$0) }
  }

  private static func write(_ taxClass: TaxClass, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", taxClass.id.text)
      $0.member("name", taxClass.name)
      $0.member("default", taxClass.isDefault)
      $0.member("created_at", taxClass.createdAt.text)
    }
  }
}
