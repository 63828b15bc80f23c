import Domain
import UseCases

/// Payments in a provider's hands: a page that staff opens for a payer, a card that the provider keeps, how one stands, ending one.
///
/// What takes several transactions and calls to a provider is answered by the last transaction, which writes the answer down; a request that
/// died on the way finds by its key what it began and goes on.
enum ProviderPaymentAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/payments/{payment_id}/check", check)
    api.post("/orders/{id}/payments/{payment_id}/cancel", cancel)
  }

  /// Opens a page on which somebody pays, such as a customer on the phone whose card staff types there.
  static func start(_ call: Call, _ id: ID<Order>, amount: Int64?, expectedTotal: Int64?) async throws -> Reply {
    if let given = try await call.givenBefore() { return given }
    var request = StartPayment(origin: .staff, returnURL: call.shop.links.page("/admin/orders/\(id)"))
    request.amount = amount
    request.expectedTotal = expectedTotal
    request.requestKey = try call.requestKey()
    _ = try await call.shop.startPayment(id, by: try call.principal, request)
    return try await answer(call, id)
  }

  /// Charges a card of the order's customer.
  static func charge(
    _ call: Call, _ id: ID<Order>, card: ID<SavedMethod>, amount: Int64?, expectedTotal: Int64?
  ) async throws -> Reply {
    if let given = try await call.givenBefore() { return given }
    var request = SavedCharge(methodID: card)
    request.amount = amount
    request.expectedTotal = expectedTotal
    request.requestKey = try call.requestKey()
    _ = try await call.shop.chargeSavedMethod(id, by: try call.principal, request)
    return try await answer(call, id)
  }

  private static func check(_ call: Call) async throws -> Reply {
    let (id, payment) = try await named(call)
    if let given = try await call.givenBefore() { return given }
    if payment.trace != nil { try await call.shop.settlePayment(payment.id) }
    return try await answer(call, id)
  }

  private static func cancel(_ call: Call) async throws -> Reply {
    let (id, payment) = try await named(call)
    if let given = try await call.givenBefore() { return given }
    guard payment.trace != nil else {
      throw Refusal(.conflict, "This payment is not in a provider's hands, so there is nothing to cancel.")
    }
    try await call.shop.cancelPayment(payment.id, by: try call.principal)
    return try await answer(call, id)
  }

  /// The payment of the path, which must be one of the order of the path.
  private static func named(_ call: Call) async throws -> (ID<Order>, Payment) {
    let id = try call.id(of: Order.self)
    let paymentID = try call.id("payment_id", of: Payment.self)
    try call.noFields()
    let order = try await call.read { try $0.findOrder(id) }
    guard let payment = order.payments.first(where: { $0.id == paymentID }) else { throw Refusal.notFound("payment") }
    return (id, payment)
  }

  private static func answer(_ call: Call, _ id: ID<Order>) async throws -> Reply {
    try await call.write({ try $0.findOrder(id) }, answer: { OrderJSON.reply($0) })
  }
}

extension Call {
  /// Answers a change of an order. Where a payer at a provider is in its way, that payment is ended there first; who was quicker wins.
  func endingPayments(of id: ID<Order>, _ body: () async throws -> Reply) async throws -> Reply {
    try await shop.endingPayments(of: id, body)
  }
}
