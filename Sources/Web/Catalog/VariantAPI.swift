import Domain
import JSON
import UseCases

/// Variants by themselves (`api.md` §3).
enum VariantAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/variants", list, query: ["q", "product_id", "sku", "barcode", "limit", "cursor"])
    api.post("/variants", create)
    api.get("/variants/{id}", show)
    api.patch("/variants/{id}", change)
    api.delete("/variants/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    var filter = VariantFilter()
    filter.search = query.text("q", limit: 1000)
    filter.products = query.identities("product_id")
    filter.sku = query.text("sku")
    filter.barcode = query.text("barcode")
    let page = query.page()
    try query.finish()
    let asked = filter
    let (variants, withCost) = try await call.read { (try $0.listVariants(asked, page: page), $0.seesCost) }
    return Reply.json { $0.page(variants) { ProductJSON.write($1, withCost: withCost, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Variant.self)
    let (variant, withCost) = try await call.read { (try $0.findVariant(id), $0.seesCost) }
    return Reply.json { ProductJSON.write(variant, withCost: withCost, to: &$0) }
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    fields.require("price")
    let product = fields.id("product_id", of: Product.self, required: true)
    let changes = fields.variantChanges()
    let productID = try fields.finish(product)
    return try await call.write {
      try $0.createVariant(of: productID, changes)
    } answer: { variant in
      Reply.created(at: "/api/v1/variants/\(variant.id)") { ProductJSON.write(variant, withCost: true, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Variant.self)
    let fields = try call.fields()
    let changes = fields.variantChanges()
    try fields.finish()
    return try await call.write {
      try $0.changeVariant(id, changes)
    } answer: { variant in
      Reply.json { ProductJSON.write(variant, withCost: true, to: &$0) }
    }
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Variant.self)
    try call.noFields()
    return try await call.write({ try $0.removeVariant(id) }, answer: { Reply.done })
  }
}
