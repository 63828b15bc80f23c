import Domain
import UseCases

/// Money out of an order (`api.md` §2); needs an Idempotency-Key.
enum RefundAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/refunds", refund, key: .required)
  }

  /// What is in the shop's own hands is given back in one transaction, answer included. What a provider has in hand takes several; its
  /// answer is written down by the last.
  private static func refund(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let asked = try request(call)
    guard try await call.read({ try $0.asksProviderForRefund(of: id) }) else {
      return try await call.write({ try $0.refundOrder(id, asked, through: []) }, answer: { OrderJSON.reply($0) })
    }
    if let given = try await call.givenBefore() { return given }
    _ = try await call.shop.refundOrder(id, by: try call.principal, asked)
    return try await call.write({ try $0.findOrder(id) }, answer: { OrderJSON.reply($0) })
  }

  private static func request(_ call: Call) throws -> RefundRequest {
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
    let reference = fields.text("reference", limit: 200)
    let registerID = fields.id("register_id", of: Register.self)
    let returnID = fields.id("return_id", of: Return.self)
    if fields.isClean, (amount == nil) == (lines == nil) {
      fields.fail("amount", "one_of", "Name either an amount or lines.")
    }
    if lines?.isEmpty == true { fields.fail("lines", "empty", "Name at least one line.") }
    try fields.finish()
    var request = RefundRequest(claim: lines.map { .lines($0) } ?? .amount(amount ?? 0))
    request.paymentID = paymentID
    request.method = method
    request.reason = reason
    request.reference = reference
    request.registerID = registerID
    request.returnID = returnID
    request.requestKey = try call.requestKey()
    return request
  }
}
