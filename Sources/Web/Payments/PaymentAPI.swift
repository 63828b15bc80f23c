import Domain
import UseCases

/// Money in for an order at the counter (`api.md` §2); each needs an Idempotency-Key.
enum PaymentAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/complete", complete, key: .required)
    api.post("/orders/{id}/payments", pay, key: .required)
  }

  private static func complete(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let isPending = fields.bool("payment_pending") ?? false
    let expected = fields.amount("expected_total", nullable: true)
    try fields.finish()
    return try await call.endingPayments(of: id) {
      try await call.write {
        try $0.completeOrder(id, paymentPending: isPending, expectedTotal: expected)
      } answer: {
        OrderJSON.reply($0)
      }
    }
  }

  private static func pay(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let method = fields.choice("method", of: PaymentMethod.self, required: true)
    let amount = fields.amount("amount", in: 1...Money.limit, nullable: true)
    let tendered = fields.amount("tendered", nullable: true)
    let reference = fields.text("reference", limit: 200)
    let registerID = fields.id("register_id", of: Register.self)
    let currency = fields.currency("currency")
    let expected = fields.amount("expected_total", nullable: true)
    let card = fields.id("payment_method_id", of: SavedMethod.self)
    let isProviders = method == .gateway || method == .cardOnFile
    if isProviders, tendered != nil { fields.fail("tendered", "not_cash", "Only cash is tendered; name the amount instead.") }
    if isProviders, reference != nil { fields.fail("reference", "by_provider", "The provider says what this payment is called.") }
    if method == .cardOnFile, card == nil { fields.fail("payment_method_id", "required", "Say which of the customer's cards.") }
    let tender = Tender(method: try fields.finish(method), amount: amount, tendered: tendered, reference: reference)
    if isProviders { try await check(currency, of: id, call) }
    if method == .gateway { return try await ProviderPaymentAPI.start(call, id, amount: amount, expectedTotal: expected) }
    if let card, method == .cardOnFile {
      return try await ProviderPaymentAPI.charge(call, id, card: card, amount: amount, expectedTotal: expected)
    }
    return try await call.endingPayments(of: id) {
      try await call.write {
        try $0.takePayment(id, tender, registerID: registerID, currency: currency, expectedTotal: expected)
      } answer: {
        OrderJSON.reply($0)
      }
    }
  }

  private static func check(_ currency: Currency?, of id: ID<Order>, _ call: Call) async throws {
    let order = try await call.read { try $0.findOrder(id) }
    guard let currency, currency != order.currency else { return }
    throw Refusal.invalid("currency", "other_currency", "Order \(order.shownNumber) is in \(order.currency).")
  }
}
