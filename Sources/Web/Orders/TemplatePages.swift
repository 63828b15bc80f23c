import Domain
import UseCases

/// `/admin/templates`: the texts and terms that are written into orders often, in one list (B8, B14).
enum TemplatePages {
  private static let path = "/admin/templates"

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/templates", list, query: ["q"])
    pages.get("/admin/templates/note/new") { try await new($0, .note) }
    pages.get("/admin/templates/note/{id}") { try await show($0, .note) }
    pages.get("/admin/templates/terms/new") { try await new($0, .terms) }
    pages.get("/admin/templates/terms/{id}") { try await show($0, .terms) }
    PaymentTermsPages.routes(&pages)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let search = query.text("q", limit: 1000)
    try query.finish()
    let say = call.words("templates.")
    let page = PageRequest(limit: 200)
    let (notes, terms, payment) = try await call.read { work in
      (
        try work.listTextTemplates(.note, search: search, page: page).elements,
        try work.listTextTemplates(.terms, search: search, page: page).elements,
        try work.listPaymentTerms(search: search, page: page).elements
      )
    }
    let texts = (notes + terms).map { template -> [ResourceList.Cell] in
      let kind = template.kind.rawValue
      return [
        .link(template.title, path: "\(path)/\(kind)/\(template.id)"), .text(say("kind.\(kind)")), .muted(firstLine(of: template.body)),
      ]
    }
    let promises = payment.map { template -> [ResourceList.Cell] in
      [
        .link(template.terms.title ?? "", path: "\(path)/payment/\(template.id)"), .text(say("kind.payment")),
        .muted(PaymentTermsPages.words(template.terms, say)),
      ]
    }
    var list = ResourceList(
      say("title"), path: path, columns: [.init(say("name")), .init(say("kind")), .init(say("says"), isMinor: true)],
      rows: texts + promises, next: nil)
    list.search = search
    list.searchHint = say("search")
    list.empty = (say("empty"), say("empty_text"))
    if try call.principal.may(.manageTemplates) {
      list.links = [(say("new.terms"), "\(path)/terms/new"), (say("new.payment"), "\(path)/payment/new")]
      list.new = (say("new.note"), "\(path)/note/new")
    }
    return try await call.office(list, active: "templates")
  }

  private static func new(_ call: Call, _ kind: TextTemplate.Kind) async throws -> Reply {
    try call.principal.require(.manageTemplates)
    let say = call.words("templates.")
    var form = ResourceForm(
      new: say("new.\(kind.rawValue)"), back: (say("title"), path), path: "/\(kind.rawValue)_templates", after: path)
    form.sections = [section(nil, kind, say)]
    return try await call.office(form, active: "templates")
  }

  private static func show(_ call: Call, _ kind: TextTemplate.Kind) async throws -> Reply {
    let id = try call.id(of: TextTemplate.self)
    let template = try await call.read { try $0.findTextTemplate(id, kind) }
    let say = call.words("templates.")
    var form = ResourceForm(template.title, back: (say("title"), path), path: "/\(kind.rawValue)_templates/\(id)")
    form.mark = (say("kind.\(kind.rawValue)"), "")
    form.sections = [section(template, kind, say)]
    form.lock = try call.lock(unless: .manageTemplates)
    if form.lock == nil {
      form.removal = .init(say("remove"), question: say("remove_question"), path: "/\(kind.rawValue)_templates/\(id)", after: path)
    }
    return try await call.office(form, active: "templates")
  }

  private static func section(_ template: TextTemplate?, _ kind: TextTemplate.Kind, _ say: (String) -> String) -> ResourceForm.Section {
    ResourceForm.Section(
      say("kind.\(kind.rawValue)"), help: say("help.\(kind.rawValue)"),
      [
        .text("title", say("name"), template?.title).required().limit(200).help(say("name_help")),
        .area("body", say("text"), template?.body).required().limit(10_000),
      ])
  }

  private static func firstLine(of text: String) -> String {
    String(text.split(separator: "\n", omittingEmptySubsequences: true).first ?? "")
  }
}
