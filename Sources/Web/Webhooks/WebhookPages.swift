import Documents
import Domain
import UseCases

/// `/admin/webhooks`: programs that are told of what happens, what each was told, and telling it again (B14).
enum WebhookPages {
  private static let path = "/admin/webhooks"

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/webhooks", list, query: ["q", "cursor"])
    pages.get("/admin/webhooks/new", new)
    pages.get("/admin/webhooks/{id}", show, query: ["status", "cursor"])
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("webhooks.")
    let endpoints = try await call.read { try $0.listWebhooks(search: search, page: page) }
    var list = ResourceList(
      say("title"), path: path, columns: [.init(say("url")), .init(say("events"), isMinor: true), .init(say("state"))],
      rows: endpoints.elements.map { endpoint in
        let (word, style) = state(of: endpoint)
        return [
          .link(endpoint.url, path: "\(path)/\(endpoint.id)", second: endpoint.description),
          endpoint.events.isEmpty ? .muted(say("all_events")) : .chips(Array(endpoint.events.prefix(4))), .chip(say(word), style: style),
        ]
      }, next: endpoints.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.empty = (say("empty"), say("empty_text"))
    list.new = (say("new"), "\(path)/new")
    return try await call.office(list, active: "webhooks")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageWebhooks)
    let say = call.words("webhooks.")
    var form = ResourceForm(new: say("new"), back: (say("title"), path), path: "/webhook_endpoints", after: "\(path)/{id}")
    form.sections = [section(nil, say)]
    form.panels = [ResourcePanel("tokens/shown", [:])]
    return try await call.office(form, active: "webhooks", module: "webhooks/new-webhook-view.js", texts: ["webhooks."])
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: WebhookEndpoint.self)
    let query = call.query.reader()
    let status = query.choice("status", of: WebhookDelivery.Status.self)
    let page = query.page()
    try query.finish()
    let (endpoint, deliveries, zone) = try await call.read { work in
      (
        try work.findWebhook(id), try work.listDeliveries(to: id, statuses: status.map { [$0] } ?? [], page: page),
        try work.readSettings().timeZone
      )
    }
    let say = call.words("webhooks.")
    let (word, style) = state(of: endpoint)
    var form = ResourceForm(endpoint.description ?? endpoint.url, back: (say("title"), path), path: "/webhook_endpoints/\(id)")
    form.mark = (say(word), style)
    form.sections = [section(endpoint, say)]
    form.panels = [
      ResourcePanel(
        "webhooks/deliveries",
        [
          "endpoint_id": .text(id.text), "has_deliveries": .flag(!deliveries.elements.isEmpty), "is_filtered": .flag(status != nil),
          "only_failed": .flag(status == .failed), "page_path": .text("\(path)/\(id)"),
          "next_path": deliveries.next.map {
            .text("\(path)/\(id)?cursor=\(QueryText.escaped($0))\(status.map { "&status=\($0.rawValue)" } ?? "")")
          }
            ?? .flag(false), "deliveries": .list(deliveries.elements.map { view($0, zone, say) }),
        ])
    ]
    form.removal = .init(say("remove"), question: say("remove_question"), path: "/webhook_endpoints/\(id)", after: path)
    return try await call.office(form, active: "webhooks", module: "webhooks/webhook-view.js", texts: ["webhooks."])
  }

  private static func section(_ endpoint: WebhookEndpoint?, _ say: (String) -> String) -> ResourceForm.Section {
    var fields: [ResourceField] = [
      .text("url", say("url"), endpoint?.url, type: "url").required().limit(2000).wide().help(say("url_help")),
      .text("description", say("description"), endpoint?.description).limit(255),
      .tags("events", say("events"), endpoint?.events ?? [], known: known).help(say("events_help")),
    ]
    if let endpoint { fields.append(.flag("active", say("active"), endpoint.isActive).help(say("active_help"))) }
    return ResourceForm.Section(say("endpoint"), help: endpoint == nil ? say("new_help") : nil, fields)
  }

  /// Events that receivers ask for most; any other type can be typed.
  private static let known = [
    "order.*", "order.created", "order.updated", "order.placed", "order.paid", "order.canceled", "payment.*", "message.*", "stock.low",
  ]

  private static func state(of endpoint: WebhookEndpoint) -> (word: String, style: String) {
    if !endpoint.isActive { return ("paused", "chip-canceled") }
    if endpoint.restingUntil != nil { return ("resting", "chip-returned") }
    return endpoint.failures > 0 ? ("failing", "chip-on_hold") : ("works", "chip-paid")
  }

  private static func view(_ delivery: WebhookDelivery, _ zone: String, _ say: (String) -> String) -> View {
    let style =
      switch delivery.status {
      case .delivered: "chip-paid"
      case .failed: "chip-returned"
      case .waiting, .sending: "chip-awaiting_payment"
      }
    return .object([
      "delivery_id": .text(delivery.id.text), "type": .text(delivery.eventType), "event_id": .text(delivery.eventID),
      "status": .text(say("delivery.\(delivery.status.rawValue)")), "style": .text(style), "attempts": .text(String(delivery.attempts)),
      "at": .text(WallClock.text(delivery.deliveredAt ?? delivery.createdAt, in: zone)),
      "answer": .text([delivery.responseStatus.map(String.init), delivery.lastError].compactMap(\.self).joined(separator: " · ")),
      "may_replay": .flag(delivery.status == .delivered || delivery.status == .failed),
    ])
  }
}
