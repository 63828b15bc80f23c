import Domain
import JSON
import UseCases

/// Price lists over HTTP (`api.md` §3).
enum PriceRuleAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/price_rules", list, query: ["q", "variant_id", "customer_id", "limit", "cursor"])
    api.post("/price_rules", create)
    api.get("/price_rules/{id}", show)
    api.patch("/price_rules/{id}", change)
    api.delete("/price_rules/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    let (variant, customer) = (query.id("variant_id", of: Variant.self), query.id("customer_id", of: Customer.self))
    try query.finish()
    let rules = try await call.read { try $0.listPriceRules(search: search, variant: variant, customer: customer, page: page) }
    return Reply.json { $0.page(rules) { write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: PriceRule.self)
    return reply(try await call.read { try $0.findPriceRule(id) })
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    fields.require("title")
    fields.require("prices")
    let changes = fields.priceRuleChanges()
    try fields.finish()
    return try await call.write {
      try $0.createPriceRule(changes)
    } answer: { made in
      Reply.created(at: "/api/v1/price_rules/\(made.id)") { write(made, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: PriceRule.self)
    let fields = try call.fields()
    let changes = fields.priceRuleChanges()
    try fields.finish()
    return try await call.write({ try $0.changePriceRule(id, changes) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: PriceRule.self)
    try call.noFields()
    return try await call.write({ try $0.removePriceRule(id) }, answer: { Reply.done })
  }

  private static func reply(_ rule: PriceRule) -> Reply {
    Reply.json { write(rule, to: &$0) }
  }

  static func write(_ rule: PriceRule, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", rule.id.text)
      $0.member("title", rule.title)
      $0.member("active", rule.isActive)
      $0.member("automatic", rule.isAutomatic)
      $0.member("groups", strings: rule.groups)
      $0.member("starts_at", rule.period.start?.text)
      $0.member("ends_at", rule.period.end?.text)
      $0.member("prices", array: rule.prices) { write($1, to: &$0) }
      $0.member("created_at", rule.createdAt.text)
      $0.member("updated_at", rule.updatedAt.text)
    }
  }

  private static func write(_ price: RulePrice, to writer: inout JSONWriter) {
    writer.object { json in
      let (variant, product, category) = names(price.target)
      json.member("variant_id", variant)
      json.member("product_id", product)
      json.member("category", category)
      json.member("min_quantity", number: price.minimumQuantity.text)
      switch price.value {
      case .unitPrice(let unitPrice):
        json.member("value_type", "unit_price")
        json.key("value")
        LineJSON.price(unitPrice, &json)
      case .percentage(let percentage):
        json.member("value_type", "percentage")
        json.member("value", percentage.text)
      case .amountOff(let amount):
        json.member("value_type", "fixed")
        json.key("value")
        LineJSON.price(amount, &json)
      }
    }
  }

  private static func names(_ target: GoodsTarget) -> (variant: String?, product: String?, category: String?) {
    switch target {
    case .everything: (nil, nil, nil)
    case .category(let name): (nil, nil, name)
    case .product(let id): (nil, id.text, nil)
    case .variant(let id): (id.text, nil, nil)
    }
  }
}
