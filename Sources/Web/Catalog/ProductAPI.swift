import Domain
import JSON
import UseCases

/// Products with their variants (`api.md` §3).
enum ProductAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/products", list, query: ["q", "status", "category", "vendor", "limit", "cursor"])
    api.post("/products", create)
    api.get("/products/{id}", show)
    api.patch("/products/{id}", change)
    api.delete("/products/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    var filter = ProductFilter()
    filter.search = query.text("q", limit: 1000)
    filter.statuses = query.choices("status") ?? []
    filter.categories = query.text("category", limit: 255).map { [$0] } ?? []
    filter.vendors = query.text("vendor", limit: 255).map { [$0] } ?? []
    let page = query.page()
    try query.finish()
    let asked = filter
    let (products, withCost) = try await call.read { (try $0.listProducts(asked, page: page), $0.seesCost) }
    return Reply.json { $0.page(products) { ProductJSON.write($1, withCost: withCost, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Product.self)
    let (sheet, withCost) = try await call.read { (try $0.findProduct(id), $0.seesCost) }
    return Reply.json { ProductJSON.write(sheet, withCost: withCost, to: &$0) }
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    fields.require("title")
    let changes = fields.productChanges()
    let variants =
      fields.has("variants")
      ? fields.objects("variants", limit: 250) { fields in
        fields.require("price")
        return fields.variantChanges()
      } : nil
    try fields.finish()
    return try await call.write {
      try $0.createProduct(changes, variants: variants ?? [])
    } answer: { sheet in
      Reply.created(at: "/api/v1/products/\(sheet.product.id)") { ProductJSON.write(sheet, withCost: true, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Product.self)
    let fields = try call.fields()
    let changes = fields.productChanges()
    try fields.finish()
    return try await call.write {
      try $0.changeProduct(id, changes)
    } answer: { sheet in
      Reply.json { ProductJSON.write(sheet, withCost: true, to: &$0) }
    }
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Product.self)
    try call.noFields()
    return try await call.write({ try $0.removeProduct(id) }, answer: { Reply.done })
  }
}
