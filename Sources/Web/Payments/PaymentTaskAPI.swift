import Domain
import JSON
import Stores
import UseCases

/// `/payment_tasks`: money that somebody has to decide about. An extension of ours.
enum PaymentTaskAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/payment_tasks", list, query: ["status", "kind", "order_id"] + PageQuery.names)
    api.post("/payment_tasks/{id}/resolve", resolve)
  }

  private enum Status: String, CaseIterable {
    case open, resolved
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    var filter = PaymentTaskStore.Filter()
    filter.isOpen = query.choice("status", of: Status.self).map { $0 == .open }
    filter.kind = query.choice("kind", of: PaymentTask.Kind.self)
    filter.orderID = query.id("order_id", of: Order.self)
    let (chosen, page) = (filter, query.page())
    try query.finish()
    let (tasks, labels) = try await call.read { work in
      let tasks = try work.listPaymentTasks(chosen, page: page)
      return (tasks, try work.labels(of: tasks.elements.compactMap(\.orderID)))
    }
    return Reply.json { json in
      json.page(tasks) { writer, task in
        write(task, label: .some(task.orderID.flatMap { labels[$0] }), to: &writer)
      }
    }
  }

  private static func resolve(_ call: Call) async throws -> Reply {
    let id = try call.id(of: PaymentTask.self)
    let fields = try call.fields()
    let resolution = fields.choice("resolution", of: PaymentTask.Resolution.self, required: true)
    let note = fields.text("note")
    let decided = try fields.finish(resolution)
    if decided == .refunded {
      if let given = try await call.givenBefore() { return given }
      _ = try await call.shop.refundTask(id, by: try call.principal, note: note)
      return try await call.write({ try $0.paymentTask(id) }, answer: { task in Reply.json { write(task, to: &$0) } })
    }
    return try await call.write {
      try $0.resolvePaymentTask(id, as: decided, note: note)
    } answer: { task in
      Reply.json { write(task, to: &$0) }
    }
  }

  /// - Parameter label: what its order is called, in a list; nil where the task stands alone.
  static func write(_ task: PaymentTask, label: OrderLabel?? = nil, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", task.id.text)
      json.member("kind", task.kind.rawValue)
      json.member("order_id", task.orderID?.text)
      if let label {
        json.member("order_number", label?.number)
        json.member("customer_name", label?.customerName)
      }
      json.member("payment_id", task.paymentID?.text)
      json.member("amount", Optional(task.amount.minorUnits))
      json.member("currency", task.amount.currency.code)
      json.member("detail", task.detail)
      json.member("resolution", task.resolution?.rawValue)
      json.member("created_at", task.createdAt.text)
      json.member("resolved_at", task.resolvedAt?.text)
    }
  }
}
