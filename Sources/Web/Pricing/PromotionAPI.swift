import Domain
import JSON
import UseCases

/// Promotions over HTTP (`api.md` §3).
enum PromotionAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/promotions", list, query: ["q", "variant_id", "limit", "cursor"])
    api.post("/promotions", create)
    api.get("/promotions/{id}", show)
    api.patch("/promotions/{id}", change)
    api.delete("/promotions/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page, variant) = (query.text("q", limit: 1000), query.page(), query.id("variant_id", of: Variant.self))
    try query.finish()
    let promotions = try await call.read { try $0.listPromotions(search: search, variant: variant, page: page) }
    return Reply.json { $0.page(promotions) { write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Promotion.self)
    return reply(try await call.read { try $0.findPromotion(id) })
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    fields.require("title")
    fields.require("value_type")
    let changes = fields.promotionChanges()
    try fields.finish()
    return try await call.write {
      try $0.createPromotion(changes)
    } answer: { made in
      Reply.created(at: "/api/v1/promotions/\(made.id)") { write(made, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Promotion.self)
    let fields = try call.fields()
    let changes = fields.promotionChanges()
    try fields.finish()
    return try await call.write({ try $0.changePromotion(id, changes) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Promotion.self)
    try call.noFields()
    return try await call.write({ try $0.removePromotion(id) }, answer: { Reply.done })
  }

  private static func reply(_ promotion: Promotion) -> Reply {
    Reply.json { write(promotion, to: &$0) }
  }

  static func write(_ promotion: Promotion, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", promotion.id.text)
      $0.member("title", promotion.title)
      $0.member("trigger", promotion.trigger.rawValue)
      $0.member("code", promotion.code)
      $0.member("scope", promotion.scope.rawValue)
      $0.member("variant_ids", strings: promotion.variantIDs.map(\.text))
      $0.member("product_ids", strings: promotion.productIDs.map(\.text))
      $0.member("categories", strings: promotion.categories)
      benefit(promotion, &$0)
      $0.member("active", promotion.isActive)
      $0.member("starts_at", promotion.period.start?.text)
      $0.member("ends_at", promotion.period.end?.text)
      $0.member("usage_limit", promotion.usageLimit)
      $0.member("usage_limit_per_customer", promotion.usageLimitPerCustomer)
      $0.member("uses", Optional(promotion.uses))
      $0.member("combinable", promotion.isCombinable)
      $0.member("priority", Optional(promotion.priority))
      $0.member("created_at", promotion.createdAt.text)
      $0.member("updated_at", promotion.updatedAt.text)
    }
  }

  private static func benefit(_ promotion: Promotion, _ json: inout JSONWriter) {
    switch promotion.benefit {
    case .money(.percentage(let percentage)):
      json.member("value_type", "percentage")
      json.member("value", percentage.text)
      json.member("per", nil as String?)
    case .money(.fixed(let minorUnits, let scope)):
      json.member("value_type", "fixed")
      json.member("value", Optional(minorUnits))
      json.member("per", promotion.scope == .order ? "order" : scope.rawValue)
    case .points(let points, let scope):
      json.member("value_type", "points")
      json.member("value", Optional(points))
      json.member("per", promotion.scope == .order ? "order" : scope.rawValue)
    case .pointsMultiplier(let times):
      json.member("value_type", "points_multiplier")
      json.member("value", times.text)
      json.member("per", nil as String?)
    }
  }
}
