import Domain
import JSON
import UseCases

/// Customers and what the shop owes them (`api.md` §3).
enum CustomerAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/customers", list, query: ["q", "limit", "cursor"])
    api.post("/customers", create)
    api.get("/customers/{id}", show)
    api.patch("/customers/{id}", change)
    api.delete("/customers/{id}", remove)
    api.get("/customers/{id}/store_credit", credit, query: ["limit", "cursor"])
    api.post("/customers/{id}/store_credit", changeCredit)
    api.get("/customers/{id}/points", points, query: ["limit", "cursor"])
    api.get("/customers/{id}/export", export)
    api.post("/customers/{id}/erase", erase)
    api.post("/customers/{id}/merge", merge)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let customers = try await call.read { try $0.listCustomers(search: search, page: page) }
    return Reply.json { $0.page(customers) { CustomerJSON.write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    return reply(try await call.read { try $0.findCustomer(id) })
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let changes = fields.customerChanges()
    try fields.finish()
    return try await call.write {
      try $0.createCustomer(changes)
    } answer: { made in
      Reply.created(at: "/api/v1/customers/\(made.id)") { CustomerJSON.write(made, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    let fields = try call.fields()
    let changes = fields.customerChanges()
    try fields.finish()
    return try await call.write({ try $0.changeCustomer(id, changes) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    try call.noFields()
    return try await call.write({ try $0.removeCustomer(id) }, answer: { Reply.done })
  }

  private static func merge(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    let fields = try call.fields()
    let others = fields.ids("customer_ids", of: Customer.self, limit: UnitOfWork.mostMerged, required: true)
    if others?.isEmpty == true { fields.fail("customer_ids", "required", "Name at least one customer.") }
    let named = try fields.finish(others)
    return try await call.write({ try $0.mergeCustomers(named, into: id) }, answer: reply)
  }

  private static func credit(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    let query = call.query.reader()
    let page = query.page()
    try query.finish()
    let entries = try await call.read { try $0.listCredit(of: id, page: page) }
    return Reply.json { $0.page(entries) { CustomerJSON.write($1, to: &$0) } }
  }

  private static func points(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    let query = call.query.reader()
    let page = query.page()
    try query.finish()
    let entries = try await call.read { try $0.listPoints(of: id, page: page) }
    return Reply.json { $0.page(entries) { CustomerJSON.write($1, to: &$0) } }
  }

  private static func changeCredit(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    let fields = try call.fields()
    let delta = fields.amount("delta", in: -Money.limit...Money.limit, required: true)
    let reason = fields.name("reason", required: true)
    if delta == 0 { fields.fail("delta", "out_of_range", "Nothing would change.") }
    let (wanted, why) = try fields.finish(delta, reason)
    return try await call.write({ try $0.changeCredit(of: id, by: wanted, reason: why) }, answer: reply)
  }

  /// A file for the person: the browser saves it, a program reads it like any answer.
  private static func export(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    let record = try await call.read { try $0.exportCustomer(id) }
    return Reply.json { CustomerRecordJSON.write(record, to: &$0) }
      .with("Content-Disposition", "attachment; filename=\"\(id).json\"")
  }

  private static func erase(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    try call.noFields()
    return try await call.write({ try $0.eraseCustomer(id) }, answer: { Reply.done })
  }

  private static func reply(_ customer: Customer) -> Reply {
    Reply.json { CustomerJSON.write(customer, to: &$0) }
  }
}
