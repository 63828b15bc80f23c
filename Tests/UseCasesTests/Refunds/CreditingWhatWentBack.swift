import Domain
import TestSupport
import Testing
import UseCases

/// The credit note of an invoiced order says what has surely gone back, and nothing else.
struct CreditingWhatWentBack {
  private func credited(_ sale: PaidByCard) async throws -> [Int64] {
    let id = sale.order.id
    return try await sale.shop.read(by: sale.bakery.owner) { try $0.creditNotes(id).map(\.amount) }
  }

  @Test(arguments: Engine.underTest)
  func `a pending refund has no credit note until it has succeeded`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine, isSent: true)
    sale.provider.behave(.loses)
    _ = try await sale.refund(4000)
    #expect(try await credited(sale).isEmpty)
    sale.provider.behave(.answers)
    try await sale.sweep(afterSeconds: 120)
    #expect(try await credited(sale) == [4000])
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `a refused refund leaves none`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine, isSent: true)
    sale.provider.behave(.refuses("No."))
    _ = try await sale.refund(4000)
    #expect(try await credited(sale).isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `one request is credited once, over the parts that went back`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine, cash: 4000, isSent: true)
    sale.provider.behave(.loses)
    _ = try await sale.refund(9000)
    #expect(try await credited(sale).isEmpty)
    sale.provider.behave(.answers)
    try await sale.sweep(afterSeconds: 120)
    #expect(try await credited(sale) == [9000])
  }

  @Test(arguments: Engine.underTest)
  func `what fails after it was credited is not credited twice`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine, isSent: true)
    sale.provider.behave(.takesTime)
    _ = try await sale.refund(4000)
    sale.provider.finish(.succeeded)
    try await sale.sweep(afterSeconds: 120)
    #expect(try await credited(sale) == [4000])
    sale.provider.finish(.failed("The bank sent it back."))
    try await sale.shop.settleRefunds(of: try sale.cardPayment)
    #expect(try await sale.now().amountRefunded == 0)
    sale.provider.behave(.answers)
    _ = try await sale.refund(5000)
    #expect(try await Set(credited(sale)) == [1000, 4000])
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `units that came back are on the note with what they were worth`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine, isSent: true)
    let line = try #require(sale.order.lines.first)
    var request = RefundRequest(claim: .lines([RefundedLine(lineID: line.id, quantity: .one, restock: true)]))
    request.reason = "Wrong names on it"
    let asked = request
    sale.provider.behave(.loses)
    _ = try await sale.shop.refundOrder(sale.order.id, by: sale.bakery.owner, asked)
    #expect(try await sale.now().lines.first?.refundedQuantity == .one)
    sale.provider.behave(.answers)
    try await sale.sweep(afterSeconds: 120)
    let id = sale.order.id
    let note = try #require(try await sale.shop.read(by: sale.bakery.owner) { try $0.creditNotes(id).first })
    #expect(note.amount == 10_000)
  }

  @Test(arguments: Engine.underTest)
  func `a dispute that was lost takes no invoice back`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine, isSent: true)
    let name = try #require(sale.order.payments.first?.trace?.providerPayment)
    let word = ProviderDispute(
      account: sale.provider.account, name: "dp_1", payment: name, amount: sale.order.totals.total, state: .lost, reason: nil)
    try await sale.shop.write(by: .system) { _ = try $0.takeDispute(word) }
    #expect(try await sale.now().paymentStatus == .refunded)
    #expect(try await credited(sale).isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `calling off credits the whole invoice at once`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine, isSent: true)
    _ = try await sale.shop.write(by: sale.bakery.owner) { try $0.reopenOrder(sale.order.id) }
    sale.provider.behave(.loses)
    _ = try await sale.shop.cancelOrder(sale.order.id, by: sale.bakery.owner, CancelRequest(reason: "Called off", restock: true))
    #expect(try await credited(sale) == [10_000])
    sale.provider.behave(.answers)
    try await sale.sweep(afterSeconds: 120)
    #expect(try await credited(sale) == [10_000])
  }
}
