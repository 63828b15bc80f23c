import Domain
import UseCases

/// `/admin/promotions`: what lowers lines or orders for a while, for certain goods, or for who knows a code (B5).
enum PromotionPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/promotions", list, query: ["q", "cursor"])
    pages.get("/admin/promotions/new", new)
    pages.get("/admin/promotions/{id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("promotions.")
    let (promotions, settings, now) = try await call.read {
      (try $0.listPromotions(search: search, variant: nil, page: page), try $0.readSettings(), $0.now)
    }
    let validity = Validity(timeZone: settings.timeZone, now: now, say: call.words("pricing."))
    var list = ResourceList(
      say("title"), path: "/admin/promotions",
      columns: [
        .init(say("promotion")), .init(say("state")), .init(say("value"), isMinor: true), .init(say("period"), isMinor: true),
        .init(say("uses"), isNumber: true),
      ],
      rows: promotions.elements.map { promotion in
        [
          .link(
            promotion.title, path: "/admin/promotions/\(promotion.id)",
            second: promotion.code ?? say("trigger.\(promotion.trigger.rawValue)")),
          validity.chip(isOn: promotion.isActive, promotion.period, isUsedUp: promotion.isUsedUp),
          .muted(PromotionForm.words(promotion.benefit, in: settings.currency, say)), .muted(validity.text(promotion.period)),
          .text(promotion.usageLimit.map { "\(promotion.uses) / \($0)" } ?? String(promotion.uses)),
        ]
      }, next: promotions.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.empty = (say("empty"), say("empty_text"))
    if try call.principal.may(.managePricing) { list.new = (say("new"), "/admin/promotions/new") }
    return try await call.office(list, active: "promotions")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.managePricing)
    let settings = try await call.read { try $0.readSettings() }
    let say = call.words("promotions.")
    var form = ResourceForm(
      new: say("new"), back: (say("title"), "/admin/promotions"), path: "/promotions", after: "/admin/promotions/{id}")
    form.sections = PromotionForm(promotion: nil, names: GoodsNames(), settings: settings, say: say).sections
    return try await call.office(form, active: "promotions")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Promotion.self)
    let (promotion, names, settings, now) = try await call.read { work in
      let promotion = try work.findPromotion(id)
      return (promotion, try GoodsNames(of: promotion.targets, in: work), try work.readSettings(), work.now)
    }
    let say = call.words("promotions.")
    var form = ResourceForm(promotion.title, back: (say("title"), "/admin/promotions"), path: "/promotions/\(id)")
    form.mark = Validity(timeZone: settings.timeZone, now: now, say: call.words("pricing."))
      .mark(isOn: promotion.isActive, promotion.period, isUsedUp: promotion.isUsedUp)
    form.sections = PromotionForm(promotion: promotion, names: names, settings: settings, say: say).sections
    form.together = ["scope", "value_type", "value", "per"]
    form.lock = try call.lock(unless: .managePricing)
    if form.lock == nil {
      form.removal = .init(say("remove"), question: say("remove_question"), path: "/promotions/\(id)", after: "/admin/promotions")
    }
    return try await call.office(form, active: "promotions")
  }
}
