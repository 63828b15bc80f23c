import Domain
import UseCases

/// `/admin/taxes`: classes of goods, and what each bears where (B14).
enum TaxPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/taxes", list, query: ["q", "cursor"])
    pages.get("/admin/taxes/new", new)
    pages.get("/admin/taxes/{id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("taxes.")
    let (classes, rates) = try await call.read { work in
      (try work.listTaxClasses(search: search, page: page), try work.listTaxRates(search: nil, of: nil, page: PageRequest(limit: 200)))
    }
    var list = ResourceList(
      say("title"), path: "/admin/taxes", columns: [.init(say("class")), .init(say("rates")), .init(say("status"))],
      rows: classes.elements.map { taxClass in
        let own = rates.elements.filter { $0.taxClassID == taxClass.id }.map { "\($0.title) \($0.rate.text) %" }
        return [
          .link(taxClass.name, path: "/admin/taxes/\(taxClass.id)"), own.isEmpty ? .muted(say("untaxed")) : .chips(Array(own.prefix(4))),
          taxClass.isDefault ? .chip(say("default"), style: "chip-paid") : .text(""),
        ]
      }, next: classes.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.empty = (say("empty"), say("empty_text"))
    if try call.principal.may(.manageTax) { list.new = (say("new"), "/admin/taxes/new") }
    return try await call.office(list, active: "taxes")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageTax)
    let say = call.words("taxes.")
    var form = ResourceForm(new: say("new"), back: (say("title"), "/admin/taxes"), path: "/tax_classes", after: "/admin/taxes/{id}")
    form.sections = [ResourceForm.Section(say("class"), help: say("new_help"), fields(nil, say))]
    return try await call.office(form, active: "taxes")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: TaxClass.self)
    let (taxClass, rates, locations) = try await call.read { work in
      (
        try work.findTaxClass(id), try work.listTaxRates(search: nil, of: id, page: PageRequest(limit: 200)).elements,
        try work.listLocations(search: nil, page: PageRequest(limit: 200)).elements
      )
    }
    let say = call.words("taxes.")
    let places = locations.map { ResourceField.Choice($0.id.text, $0.name) }
    let rows = ResourceRows(
      "rates", say("rates"), rows: rates.reversed().map { .init(id: $0.id.text, fields: row($0, places, say)) },
      blank: row(nil, places, say), add: say("add_rate"), empty: say("no_rate")
    ).asTable().help(say("rates_help")).saved(at: "/tax_rates", parent: "tax_class_id", id.text)
    var form = ResourceForm(taxClass.name, back: (say("title"), "/admin/taxes"), path: "/tax_classes/\(id)")
    form.sections = [
      ResourceForm.Section(say("class"), fields(taxClass, say)), ResourceForm.Section(say("rates_title"), rows: [rows]),
    ]
    form.lock = try call.lock(unless: .manageTax)
    if form.lock == nil {
      form.removal = .init(say("remove"), question: say("remove_question"), path: "/tax_classes/\(id)", after: "/admin/taxes")
    }
    return try await call.office(form, active: "taxes")
  }

  private static func fields(_ taxClass: TaxClass?, _ say: (String) -> String) -> [ResourceField] {
    [
      .text("name", say("name"), taxClass?.name).required().limit(255).help(say("name_help")),
      .flag("default", say("is_default"), taxClass?.isDefault ?? false).help(say("default_help")),
    ]
  }

  private static func row(_ rate: TaxRateRow?, _ places: [ResourceField.Choice], _ say: (String) -> String) -> [ResourceField] {
    [
      .text("title", say("rate_title"), rate?.title).required().limit(255), .percentage("rate", say("rate"), rate?.rate.text).required(),
      .choice("location_id", say("location"), rate?.locationID?.text, places, none: say("everywhere")),
    ]
  }
}
