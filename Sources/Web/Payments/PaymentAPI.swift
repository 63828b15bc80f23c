import Domain
import UseCases

/// Money in and out of an order at the counter (`api.md` §2); each needs an Idempotency-Key.
enum PaymentAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/complete", complete, key: .required)
    api.post("/orders/{id}/payments", pay, key: .required)
    api.post("/orders/{id}/refunds", refund, key: .required)
  }

  private static func complete(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let isPending = fields.bool("payment_pending") ?? false
    let expected = fields.amount("expected_total", nullable: true)
    try fields.finish()
    return try await call.write {
      try $0.completeOrder(id, paymentPending: isPending, expectedTotal: expected)
    } answer: {
      OrderJSON.reply($0)
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
    _ = fields.text("payment_method_id", limit: 200)
    let tender = Tender(method: try fields.finish(method), amount: amount, tendered: tendered, reference: reference)
    return try await call.write {
      try $0.takePayment(id, tender, registerID: registerID, currency: currency, expectedTotal: expected)
    } answer: {
      OrderJSON.reply($0)
    }
  }

  private static func refund(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let amount = fields.amount("amount", in: 1...Money.limit)
    let lines = fields.objects("lines", limit: Order.lineLimit) { line -> RefundedLine? in
      let lineID = line.id("line_id", of: LineItem.self, required: true)
      let quantity = line.quantity("quantity", required: true)
      let restock = line.bool("restock") ?? false
      guard let lineID, let quantity else { return nil }
      return RefundedLine(lineID: lineID, quantity: quantity, restock: restock)
    }
    let paymentID = fields.id("payment_id", of: Payment.self)
    let method = fields.choice("method", of: PaymentMethod.self, nullable: true)
    let reason = fields.text("reason")
    let registerID = fields.id("register_id", of: Register.self)
    if fields.isClean, (amount == nil) == (lines == nil) {
      fields.fail("amount", "one_of", "Name either an amount or lines.")
    }
    if lines?.isEmpty == true { fields.fail("lines", "empty", "Name at least one line.") }
    try fields.finish()
    var request = RefundRequest(claim: lines.map { .lines($0) } ?? .amount(amount ?? 0))
    request.paymentID = paymentID
    request.method = method
    request.reason = reason
    request.registerID = registerID
    let asked = request
    return try await call.write({ try $0.refundOrder(id, asked) }, answer: { OrderJSON.reply($0) })
  }
}
