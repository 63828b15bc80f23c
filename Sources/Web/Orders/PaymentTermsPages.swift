import Domain
import UseCases

/// Terms of payment among the templates: by when, and how much beforehand.
enum PaymentTermsPages {
  private static let list = "/admin/templates"

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/templates/payment/new", new)
    pages.get("/admin/templates/payment/{id}", show)
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageTemplates)
    let say = call.words("templates.")
    let currency = try await call.read { try $0.readSettings().currency }
    var form = ResourceForm(new: say("new.payment"), back: (say("title"), list), path: "/payment_terms", after: list)
    form.sections = sections(nil, currency, say)
    return try await call.office(form, active: "templates")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: PaymentTermsTemplate.self)
    let (template, currency) = try await call.read { (try $0.findPaymentTerms(id), try $0.readSettings().currency) }
    let say = call.words("templates.")
    var form = ResourceForm(template.terms.title ?? say("kind.payment"), back: (say("title"), list), path: "/payment_terms/\(id)")
    form.mark = (say("kind.payment"), "")
    form.isWhole = true
    form.sections = sections(template.terms, currency, say)
    form.lock = try call.lock(unless: .manageTemplates)
    if form.lock == nil {
      form.removal = .init(say("remove"), question: say("remove_question"), path: "/payment_terms/\(id)", after: list)
    }
    return try await call.office(form, active: "templates")
  }

  private static func sections(_ terms: PaymentTerms?, _ currency: Currency, _ say: (String) -> String) -> [ResourceForm.Section] {
    var (type, days, date) = ("net", terms == nil ? "30" : "", "")
    switch terms?.due {
    case .onReceipt: type = "due_on_receipt"
    case .net(let number): days = String(number)
    case .on(let day): (type, date) = ("fixed_date", day.text)
    case nil: break
    }
    let types = ["due_on_receipt", "net", "fixed_date"].map { ResourceField.Choice($0, say("type.\($0)")) }
    return [
      ResourceForm.Section(
        say("kind.payment"), help: say("help.payment"),
        [
          .text("title", say("name"), terms?.title).required().limit(200), .choice("type", say("due"), type, types).required(),
          .number("days", say("days"), days).help(say("days_help")),
          ResourceField("due_date", say("date"), .day, date).help(say("date_help")),
        ]),
      deposit(terms?.deposit, currency, say),
    ]
  }

  /// A deposit is a share of the total, or an amount; which of them is decided when it is made.
  private static func deposit(_ deposit: PaymentTerms.Deposit?, _ currency: Currency, _ say: (String) -> String) -> ResourceForm.Section {
    let value: ResourceField
    let type: String
    switch deposit {
    case .fixed(let minorUnits): (type, value) = ("fixed", .money("deposit", say("deposit_amount"), minorUnits, in: currency))
    case .percentage(let share): (type, value) = ("percentage", .percentage("deposit", say("deposit_share"), share.text))
    case nil: (type, value) = ("percentage", .percentage("deposit", say("deposit_share"), nil))
    }
    return ResourceForm.Section(
      say("deposit"), help: say("deposit_help"),
      [
        ResourceField.choice(
          "deposit", say("deposit"), deposit == nil ? "" : type, [.init(type, say("deposit.\(type)"))], none: say("no_deposit")
        )
        .entry("value_type"),
        value.entry("value"),
      ])
  }

  /// Terms in a few words, for a list.
  static func words(_ terms: PaymentTerms, _ say: (String) -> String) -> String {
    switch terms.due {
    case .onReceipt: say("type.due_on_receipt")
    case .net(let days): "\(days) \(say("days_after"))"
    case .on(let date): "\(say("type.fixed_date")): \(date.text)"
    }
  }
}
