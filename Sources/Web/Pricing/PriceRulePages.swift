import Domain
import UseCases

/// `/admin/price-rules`: what certain buyers, quantities or days pay instead of the catalogue's price (B5).
enum PriceRulePages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/price-rules", list, query: ["q", "cursor"])
    pages.get("/admin/price-rules/new", new)
    pages.get("/admin/price-rules/{id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("price_rules.")
    let (rules, settings, now) = try await call.read {
      (try $0.listPriceRules(search: search, variant: nil, customer: nil, page: page), try $0.readSettings(), $0.now)
    }
    let validity = Validity(timeZone: settings.timeZone, now: now, say: call.words("pricing."))
    var list = ResourceList(
      say("title"), path: "/admin/price-rules",
      columns: [
        .init(say("rule")), .init(say("state")), .init(say("groups"), isMinor: true), .init(say("period"), isMinor: true),
        .init(say("prices"), isNumber: true),
      ],
      rows: rules.elements.map { rule in
        [
          .link(rule.title, path: "/admin/price-rules/\(rule.id)", second: rule.isAutomatic ? nil : say("by_hand")),
          validity.chip(isOn: rule.isActive, rule.period), .chips(rule.groups.isEmpty ? [say("everybody")] : Array(rule.groups.prefix(3))),
          .muted(validity.text(rule.period)), .text(String(rule.prices.count)),
        ]
      }, next: rules.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.empty = (say("empty"), say("empty_text"))
    if try call.principal.may(.managePricing) { list.new = (say("new"), "/admin/price-rules/new") }
    return try await call.office(list, active: "price_rules")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.managePricing)
    let settings = try await call.read { try $0.readSettings() }
    let say = call.words("price_rules.")
    var form = ResourceForm(
      new: say("new"), back: (say("title"), "/admin/price-rules"), path: "/price_rules", after: "/admin/price-rules/{id}")
    form.sections = PriceRuleForm(rule: nil, names: GoodsNames(), settings: settings, say: say).sections
    return try await call.office(form, active: "price_rules")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: PriceRule.self)
    let (rule, names, settings, now) = try await call.read { work in
      let rule = try work.findPriceRule(id)
      return (rule, try GoodsNames(of: rule.prices.map(\.target), in: work), try work.readSettings(), work.now)
    }
    let say = call.words("price_rules.")
    var form = ResourceForm(rule.title, back: (say("title"), "/admin/price-rules"), path: "/price_rules/\(id)")
    form.mark = Validity(timeZone: settings.timeZone, now: now, say: call.words("pricing.")).mark(isOn: rule.isActive, rule.period)
    form.sections = PriceRuleForm(rule: rule, names: names, settings: settings, say: say).sections
    form.lock = try call.lock(unless: .managePricing)
    if form.lock == nil {
      form.removal = .init(say("remove"), question: say("remove_question"), path: "/price_rules/\(id)", after: "/admin/price-rules")
    }
    return try await call.office(form, active: "price_rules")
  }
}
