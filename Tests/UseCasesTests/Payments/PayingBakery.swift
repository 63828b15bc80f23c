import Domain
import SQLEngine
import Stores
import TestSupport
import UseCases

/// The corner bakery with a provider of cards, and the steps that tests of paying are made of.
struct PayingBakery {
  let gateway: ScriptedGateway
  let bakery: CornerBakery

  init(on engine: Engine) async throws {
    gateway = ScriptedGateway()
    bakery = try await CornerBakery(on: engine, gateways: [gateway])
  }

  var shop: Shop { bakery.shop }

  /// A draft over `total` cents.
  func draft(_ total: Int64 = 10_000, _ change: (inout NewOrder) -> Void = { _ in }) async throws -> Order {
    var line = NewLine(quantity: .one)
    line.title = "Wedding cake"
    line.unitPrice = UnitPrice(minorUnits: total)
    var order = NewOrder()
    order.lines = [line]
    change(&order)
    let made = order
    return try await shop.write(by: bakery.owner) { try $0.createOrder(made).order }
  }

  /// The same, sent.
  func invoice(_ total: Int64 = 10_000, _ change: (inout NewOrder) -> Void = { _ in }) async throws -> Order {
    try await send(try await draft(total, change).id)
  }

  @discardableResult
  func send(_ id: ID<Order>) async throws -> Order {
    try await shop.write(by: bakery.owner) { work in
      try work.sendInvoice(id, InvoiceRequest(way: .link)) { _, _ in throw Refusal.notFound("letter") }
    }
  }

  /// What the link's holder does; nil and the refusal's code where it is refused.
  @discardableResult
  func click(_ id: ID<Order>, amount: Int64? = nil, revision: Int64? = nil, key: RequestKey? = nil) async throws -> StartedPayment {
    var request = StartPayment(origin: .link, returnURL: "https://bakery.example/checkout/x")
    request.amount = amount
    request.revision = revision
    request.requestKey = key
    return try await shop.startPayment(id, by: .system, request)
  }

  func order(_ id: ID<Order>) async throws -> Order {
    try await shop.read(by: bakery.owner) { try $0.findOrder(id) }
  }

  func cash(_ id: ID<Order>, _ amount: Int64? = nil) async throws -> Order {
    let tender = Tender(method: .cash, amount: amount, tendered: nil, reference: nil)
    let owner = bakery.owner
    let shop = shop
    return try await shop.endingPayments(of: id) {
      try await shop.write(by: owner) { try $0.takePayment(id, tender, expectedTotal: nil) }
    }
  }

  func tasks(_ id: ID<Order>, open: Bool? = true) async throws -> [PaymentTask] {
    var filter = PaymentTaskStore.Filter()
    filter.orderID = id
    filter.isOpen = open
    let asked = filter
    return try await shop.read(by: bakery.owner) { try $0.listPaymentTasks(asked, page: PageRequest(limit: 200)).elements }
  }

  /// How often each thing was told of an order.
  func told(_ id: ID<Order>) async throws -> [String: Int] {
    let events = try await shop.read(by: bakery.owner) { try $0.timeline(id) }
    return Dictionary(grouping: events, by: \.type).mapValues(\.count)
  }

  /// What the invariants say is wrong.
  func findings() async throws -> [String] {
    try await shop.read(by: .system) { try $0.checkInvariants() }
  }

  /// The code that `body` is refused with; nil where it is not.
  func refusal<Value>(_ body: () async throws -> Value) async throws -> RefusalCode? {
    try await bakery.refusal(body)?.code
  }
}
