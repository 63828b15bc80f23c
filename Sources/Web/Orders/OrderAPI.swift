import Domain
import JSON
import UseCases

/// Orders over HTTP: make, find, change, throw away (`api.md` §2).
enum OrderAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/orders", list, query: listParameters)
    api.post("/orders", create)
    api.post("/orders/calculate", calculate)
    api.get("/orders/counts", counts)
    api.get("/orders/export", OrderExportAPI.export, query: filterParameters)
    api.get("/orders/{id}", show)
    api.patch("/orders/{id}", change)
    api.delete("/orders/{id}", discard)
    api.post("/orders/{id}/restore", restore)
    api.post("/orders/{id}/duplicate", duplicate)
    api.post("/orders/{id}/split", split)
    api.post("/orders/{id}/merge", merge)
    api.get("/orders/{id}/requirements", requirements)
    api.get("/orders/{id}/events", events)
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let request = fields.newOrder()
    try fields.finish()
    return try await call.write(
      foreseeing: { try $0.planOrder(request) }, { try $0.createOrder(request, plan: $1) },
      answer: { made in
        let reply = OrderJSON.reply(made.order, status: made.isNew ? 201 : 200)
        return made.isNew ? reply.with("Location", "/api/v1/orders/\(made.order.id)") : reply
      })
  }

  private static func calculate(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let request = fields.newOrder()
    try fields.finish()
    let order = try await call.read { try $0.calculateOrder(request) }
    return Reply.json { OrderJSON.write(order, to: &$0) }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    return OrderJSON.reply(try await call.read { try $0.findOrder(id) })
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let changes = fields.orderChanges()
    try fields.finish()
    return try await call.editing(id) { try $0.changeOrder(id, changes, version: $1) }
  }

  private static func discard(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let reason = fields.text("reason")
    try fields.finish()
    do {
      return try await call.editing(id, move: .discard) { try $0.discardOrder(id, version: $1, reason: reason) }
    } catch let refusal as Refusal where refusal.isPaymentUnderWay {
      // Ending the open page raises the version that the caller names, so it is compared before.
      guard let seen = try call.expectedVersion, try await call.read({ try $0.findOrder(id).version }) == seen else { throw refusal }
      return try await call.endingPayments(of: id) {
        try await call.write({ try $0.discardOrder(id, version: nil, reason: reason) }, answer: { OrderJSON.reply($0) })
      }
    }
  }

  private static func restore(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    try call.noFields()
    return try await call.write({ try $0.restoreOrder(id) }, answer: { OrderJSON.reply($0) })
  }

  private static func duplicate(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    try call.noFields()
    return try await call.write {
      try $0.duplicateOrder(id)
    } answer: {
      OrderJSON.reply($0, status: 201).with("Location", "/api/v1/orders/\($0.id)")
    }
  }

  private static func split(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let parts = fields.objects("lines", limit: Order.lineLimit, required: true) { line -> (lineID: ID<LineItem>, quantity: Quantity)? in
      let lineID = line.id("line_id", of: LineItem.self, required: true)
      let quantity = line.quantity("quantity", required: true)
      guard let lineID, let quantity else { return nil }
      return (lineID, quantity)
    }
    if parts?.isEmpty == true { fields.fail("lines", "empty", "Name at least one line to move.") }
    let asked = try fields.finish(parts)
    return try await call.write {
      try $0.splitOrder(id, asked)
    } answer: { made in
      Reply.created(at: "/api/v1/orders/\(made.new.id)") { json in
        json.object {
          $0.key("order")
          OrderJSON.write(made.order, to: &$0)
          $0.key("new_order")
          OrderJSON.write(made.new, to: &$0)
        }
      }
    }
  }

  private static func merge(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let others = fields.ids("order_ids", of: Order.self, limit: 50, required: true)
    if others?.isEmpty == true { fields.fail("order_ids", "empty", "Name at least one order to merge.") }
    let asked = try fields.finish(others)
    return try await call.write {
      try $0.mergeOrders(id, with: asked)
    } answer: { order in
      Reply.json { json in
        json.object {
          $0.key("order")
          OrderJSON.write(order, to: &$0)
        }
      }.with("ETag", "\"\(order.version)\"")
    }
  }

  private static func requirements(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let missing = try await call.read { try $0.requirements(id) }
    return Reply.json { json in
      json.object {
        $0.member("data", array: missing) { writer, failure in
          writer.object {
            $0.member("code", failure.code)
            $0.member("field", failure.field)
            $0.member("line_id", failure.lineID)
            $0.member("message", failure.message)
            $0.member("link", failure.link)
          }
        }
      }
    }
  }

  private static func events(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let events = try await call.read { try $0.timeline(id) }
    return Reply.json { json in
      json.object {
        $0.member("data", array: events) { EventJSON.write($1, to: &$0) }
        $0.member("next_cursor", nil as String?)
      }
    }
  }
}
