import Domain
import JSON
import UseCases

/// `/webhook_endpoints`: programs that are told of events, and what each was told.
enum WebhookAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/webhook_endpoints", list, query: ["q"] + PageQuery.names)
    api.post("/webhook_endpoints", create)
    api.get("/webhook_endpoints/{id}", show)
    api.patch("/webhook_endpoints/{id}", change)
    api.delete("/webhook_endpoints/{id}", remove)
    api.get("/webhook_endpoints/{id}/deliveries", deliveries, query: ["status"] + PageQuery.names)
    api.post("/webhook_endpoints/{id}/deliveries/{delivery_id}/replay", replay)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let endpoints = try await call.read { try $0.listWebhooks(search: search, page: page) }
    return Reply.json { $0.page(endpoints) { WebhookJSON.write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: WebhookEndpoint.self)
    return reply(try await call.read { try $0.findWebhook(id) })
  }

  /// The secret is in the answer that made it and nowhere else, not even in the answer to a repeated request.
  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let changes = fields.webhookChanges()
    fields.require("url")
    try fields.finish()
    let (key, outside) = (try call.shop.newWebhookKey(), call.shop.outside)
    let reply = try await call.write {
      try $0.createWebhook(changes, key: key, outside: outside)
    } answer: { endpoint in
      Reply.created(at: "/api/v1/webhook_endpoints/\(endpoint.id)") { WebhookJSON.write(endpoint, to: &$0) }
    }
    guard reply.header("Idempotent-Replayed") == nil, case .bytes(let bytes) = reply.body, case .object(let members) = try JSON.read(bytes)
    else { return reply }
    var shown = reply
    shown.body = .bytes(JSON.object(members + [(key: "secret", value: .string(key.secret))]).bytes)
    return shown
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: WebhookEndpoint.self)
    let fields = try call.fields()
    let changes = fields.webhookChanges()
    try fields.finish()
    let outside = call.shop.outside
    return try await call.write({ try $0.changeWebhook(id, changes, outside: outside) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: WebhookEndpoint.self)
    try call.noFields()
    return try await call.write({ try $0.removeWebhook(id) }, answer: { Reply.done })
  }

  private static func deliveries(_ call: Call) async throws -> Reply {
    let id = try call.id(of: WebhookEndpoint.self)
    let query = call.query.reader()
    let statuses = query.choices("status", of: WebhookDelivery.Status.self) ?? []
    let page = query.page()
    try query.finish()
    let found = try await call.read { try $0.listDeliveries(to: id, statuses: statuses, page: page) }
    return Reply.json { $0.page(found) { WebhookJSON.write($1, to: &$0) } }
  }

  private static func replay(_ call: Call) async throws -> Reply {
    let id = try call.id(of: WebhookEndpoint.self)
    let delivery = try call.id("delivery_id", of: WebhookDelivery.self)
    try call.noFields()
    return try await call.write {
      try $0.replayDelivery(delivery, to: id)
    } answer: { replayed in
      Reply.json { WebhookJSON.write(replayed, to: &$0) }
    }
  }

  private static func reply(_ endpoint: WebhookEndpoint) -> Reply {
    Reply.json { WebhookJSON.write(endpoint, to: &$0) }
  }
}

extension Fields {
  fileprivate func webhookChanges() -> Changes<WebhookEndpoint> {
    var changes = Changes<WebhookEndpoint>()
    set(\.url, in: &changes, "url") { $0.text($1, limit: OutboundURL.longest, minimum: 1, nullable: false) }
    set(\.events, in: &changes, "events") { $0.texts($1, limit: 50, textLimit: 60) }
    clear(\.description, in: &changes, "description") { $0.name($1, limit: 255) }
    set(\.isActive, in: &changes, "active") { $0.bool($1) }
    return changes
  }
}
