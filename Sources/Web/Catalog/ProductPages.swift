import Domain
import UseCases

/// `/admin/products`: what the shop sells, in all its variants (B14).
enum ProductPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/products", list, query: ["q", "status", "cursor"])
    pages.get("/admin/products/new", new)
    pages.get("/admin/products/{id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    var filter = ProductFilter()
    filter.search = query.text("q", limit: 1000)
    filter.statuses = query.choices("status") ?? []
    let page = query.page()
    try query.finish()
    let asked = filter
    let say = call.words("products.")
    let products = try await call.read { try $0.listProducts(asked, page: page) }
    var list = ResourceList(
      say("title"), path: "/admin/products",
      columns: [
        .init(say("product")), .init(say("status")), .init(say("category"), isMinor: true),
        .init(say("variants"), isNumber: true, isMinor: true),
        .init(say("price"), isNumber: true),
      ], rows: products.elements.map { row(of: $0, say) }, next: products.next)
    list.search = asked.search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.filters = [
      .init(
        "status", say("status"), value: asked.statuses.first?.rawValue ?? "",
        [.init("", say("any_status"))] + Product.Status.allCases.map { .init($0.rawValue, say("status.\($0.rawValue)")) })
    ]
    list.empty = (say("empty"), say("empty_text"))
    if try call.principal.may(.manageCatalog) {
      list.new = (say("new"), "/admin/products/new")
    }
    return try await call.office(list, active: "products")
  }

  private static func row(of sheet: ProductSheet, _ say: (String) -> String) -> [ResourceList.Cell] {
    let product = sheet.product
    let skus = sheet.variants.compactMap(\.sku)
    let second = [product.vendor, skus.first.map { skus.count > 1 ? "\($0) …" : $0 }].compactMap(\.self).joined(separator: " · ")
    return [
      .link(product.title, path: "/admin/products/\(product.id)", second: second.isEmpty ? nil : second),
      .chip(say("status.\(product.status.rawValue)"), style: product.status == .active ? "chip-paid" : "chip-draft"),
      .muted(product.category ?? ""), .text(String(sheet.variants.count)), .money(ProductFacts.prices(of: sheet.variants)),
    ]
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageCatalog)
    let say = call.words("products.")
    let (settings, classes) = try await call.read {
      (try $0.readSettings(), try $0.listTaxClasses(search: nil, page: PageRequest(limit: 200)).elements)
    }
    var form = ResourceForm(new: say("new"), back: (say("title"), "/admin/products"), path: "/products", after: "/admin/products/{id}")
    form.sections = ProductForm(sheet: nil, currency: settings.currency, taxClasses: classes, seesCost: true, say: say).sections
    return try await call.office(form, active: "products")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Product.self)
    let facts = try await call.read { try ProductFacts(of: id, in: $0) }
    let say = call.words("products.")
    let product = facts.sheet.product
    var form = ResourceForm(product.title, back: (say("title"), "/admin/products"), path: "/products/\(id)")
    form.mark = (say("status.\(product.status.rawValue)"), product.status == .active ? "chip-paid" : "chip-draft")
    form.sections =
      ProductForm(
        sheet: facts.sheet, currency: facts.settings.currency, taxClasses: facts.taxClasses, seesCost: facts.seesCost, say: say
      ).sections
    form.lock = try call.lock(unless: .manageCatalog)
    form.panels = [facts.stockPanel(say)]
    if form.lock == nil {
      form.removal = .init(say("remove"), question: say("remove_question"), path: "/products/\(id)", after: "/admin/products")
    }
    return try await call.office(
      form, active: "products", module: "catalog/product-view.js", texts: ["products.combinations"])
  }
}
