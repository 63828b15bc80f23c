import Domain
import JSON
import UseCases

/// Terms of payment that the shop offers (`api.md` §3).
enum PaymentTermsAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/payment_terms", list, query: ["q", "limit", "cursor"])
    api.post("/payment_terms", create)
    api.get("/payment_terms/{id}", show)
    api.patch("/payment_terms/{id}", change)
    api.delete("/payment_terms/{id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let templates = try await call.read { try $0.listPaymentTerms(search: search, page: page) }
    return Reply.json { $0.page(templates) { write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: PaymentTermsTemplate.self)
    return reply(try await call.read { try $0.findPaymentTerms(id) })
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let terms = try fields.finish(fields.paymentTerms(titleRequired: true))
    return try await call.write {
      try $0.createPaymentTerms(terms)
    } answer: { made in
      Reply.created(at: "/api/v1/payment_terms/\(made.id)") { write(made, to: &$0) }
    }
  }

  /// `type` takes its `days` or `due_date` with it, so these three are given together; title and deposit also alone.
  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: PaymentTermsTemplate.self)
    let fields = try call.fields()
    let hasDue = fields.has("type") || fields.has("days") || fields.has("due_date")
    let due = hasDue ? fields.paymentTermsDue() : nil
    let title = fields.has("title") ? fields.name("title", limit: 200, nullable: false) : nil
    let deposit = fields.change("deposit") { $0.deposit($1) }
    try fields.finish()
    return try await call.write(
      { unit in
        try unit.changePaymentTerms(id) { old in
          PaymentTerms(title: title ?? old.title, due: due ?? old.due, deposit: deposit ?? old.deposit)
        }
      }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: PaymentTermsTemplate.self)
    try call.noFields()
    return try await call.write({ try $0.removePaymentTerms(id) }, answer: { Reply.done })
  }

  private static func reply(_ template: PaymentTermsTemplate) -> Reply {
    Reply.json { write(template, to: &$0) }
  }

  private static func write(_ template: PaymentTermsTemplate, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", template.id.text)
      PaymentTermsJSON.members(template.terms, &json)
      json.member("created_at", template.createdAt.text)
      json.member("updated_at", template.updatedAt.text)
    }
  }
}
