import Domain
import UseCases

/// `/admin/customers`: everybody the shop knows, and one person with all that belongs to them (B14).
enum CustomerPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/customers", list, query: ["q", "cursor"])
    pages.get("/admin/customers/new", new)
    pages.get("/admin/customers/{id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("customers.")
    let (customers, settings) = try await call.read { (try $0.listCustomers(search: search, page: page), try $0.readSettings()) }
    var list = ResourceList(
      say("title"), path: "/admin/customers",
      columns: [
        .init(say("name")), .init(say("email"), isMinor: true), .init(say("phone"), isMinor: true), .init(say("groups"), isMinor: true),
        .init(say("credit"), isNumber: true),
      ],
      rows: customers.elements.map { customer in
        let credit = Money(minorUnits: customer.storeCredit, currency: settings.currency)
        return [
          .link(customer.shownName, path: "/admin/customers/\(customer.id)", second: customer.name == nil ? nil : customer.company),
          .muted(customer.email ?? ""), .muted(customer.phone ?? ""), .chips(Array((customer.groups + customer.tags).prefix(3))),
          .money(customer.storeCredit == 0 ? "" : credit.text),
        ]
      }, next: customers.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.empty = (say("empty"), say("empty_text"))
    if try call.principal.may(.manageCustomers) { list.new = (say("new"), "/admin/customers/new") }
    return try await call.office(list, active: "customers")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageCustomers)
    let say = call.words("customers.")
    var form = ResourceForm(
      new: say("new"), back: (say("title"), "/admin/customers"), path: "/customers", after: "/admin/customers/{id}")
    form.sections = CustomerForm(customer: nil, languages: CustomerForm.languages, say: say).sections
    return try await call.office(form, active: "customers")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    let facts = try await call.read { try CustomerFacts(of: id, in: $0) }
    let say = call.words("customers.")
    let customer = facts.customer
    var form = ResourceForm(customer.shownName, back: (say("title"), "/admin/customers"), path: "/customers/\(id)")
    form.sections = CustomerForm(customer: customer, languages: CustomerForm.languages, say: say).sections
    form.lock = try call.lock(unless: .manageCustomers)
    form.panels = facts.panels(for: try call.principal, texts: call.site.texts)
    if form.lock == nil {
      form.removal = .init(
        say("remove"), question: say("remove_question"), path: "/customers/\(id)", after: "/admin/customers")
    }
    return try await call.office(form, active: "customers", module: "customers/customer-view.js", texts: ["customers.", "payments.card."])
  }
}
