import Domain
import JSON
import UseCases

/// Notes and terms that orders take copies of (`api.md` §3): two lists of the same shape.
enum TextTemplateAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/note_templates", { try await list($0, .note) }, query: ["q", "limit", "cursor"])
    api.post("/note_templates") { try await create($0, .note) }
    api.get("/note_templates/{id}") { try await show($0, .note) }
    api.patch("/note_templates/{id}") { try await change($0, .note) }
    api.delete("/note_templates/{id}") { try await remove($0, .note) }
    api.get("/terms_templates", { try await list($0, .terms) }, query: ["q", "limit", "cursor"])
    api.post("/terms_templates") { try await create($0, .terms) }
    api.get("/terms_templates/{id}") { try await show($0, .terms) }
    api.patch("/terms_templates/{id}") { try await change($0, .terms) }
    api.delete("/terms_templates/{id}") { try await remove($0, .terms) }
  }

  private static func list(_ call: Call, _ kind: TextTemplate.Kind) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let templates = try await call.read { try $0.listTextTemplates(kind, search: search, page: page) }
    return Reply.json { $0.page(templates) { write($1, to: &$0) } }
  }

  private static func show(_ call: Call, _ kind: TextTemplate.Kind) async throws -> Reply {
    let id = try call.id(of: TextTemplate.self)
    return reply(try await call.read { try $0.findTextTemplate(id, kind) })
  }

  private static func create(_ call: Call, _ kind: TextTemplate.Kind) async throws -> Reply {
    let fields = try call.fields()
    fields.require("title")
    fields.require("body")
    let changes = changes(fields)
    try fields.finish()
    return try await call.write {
      try $0.createTextTemplate(kind, changes)
    } answer: { made in
      Reply.created(at: "/api/v1/\(kind.rawValue)_templates/\(made.id)") { write(made, to: &$0) }
    }
  }

  private static func change(_ call: Call, _ kind: TextTemplate.Kind) async throws -> Reply {
    let id = try call.id(of: TextTemplate.self)
    let fields = try call.fields()
    let changes = changes(fields)
    try fields.finish()
    return try await call.write({ try $0.changeTextTemplate(id, kind, changes) }, answer: reply)
  }

  private static func remove(_ call: Call, _ kind: TextTemplate.Kind) async throws -> Reply {
    let id = try call.id(of: TextTemplate.self)
    try call.noFields()
    return try await call.write({ try $0.removeTextTemplate(id, kind) }, answer: { Reply.done })
  }

  private static func changes(_ fields: Fields) -> Changes<TextTemplate> {
    var changes = Changes<TextTemplate>()
    fields.set(\.title, in: &changes, "title") { $0.name($1, limit: 200, nullable: false) }
    fields.set(\.body, in: &changes, "body") { $0.text($1, limit: 10_000, minimum: 1, multiline: true, nullable: false) }
    return changes
  }

  private static func reply(_ template: TextTemplate) -> Reply {
    Reply.json { write(template, to: &$0) }
  }

  private static func write(_ template: TextTemplate, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", template.id.text)
      $0.member("title", template.title)
      $0.member("body", template.body)
      $0.member("created_at", template.createdAt.text)
      $0.member("updated_at", template.updatedAt.text)
    }
  }
}
