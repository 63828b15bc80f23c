import Domain
import TestSupport
import Testing
import UseCases

struct RefundingThroughAProvider {
  @Test(arguments: Engine.underTest)
  func `a refund is written down, asked for with its own key and settled`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    #expect(sale.order.paymentStatus == .paid)
    let after = try await sale.refund(2500)
    let refund = try #require(after.refunds.first)
    #expect(refund.status == .succeeded)
    #expect(refund.method == .gateway)
    #expect(refund.providerRefund == "re_\(refund.id)")
    #expect(refund.settledAt != nil)
    #expect(sale.provider.asked == [refund.id])
    #expect(after.amountRefunded == 2500)
    #expect(after.payments.first?.refunded == 2500)
    #expect(after.paymentStatus == .partiallyRefunded)
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `a silent provider leaves it pending, and it is asked again with the same key until it is known`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    sale.provider.behave(.loses)
    let waiting = try await sale.refund(4000)
    let refund = try #require(waiting.refunds.first)
    #expect(refund.status == .pending)
    #expect(waiting.amountRefunded == 4000)
    #expect(waiting.refundable == 6000)
    try await sale.expectSound()
    try await sale.sweep(afterSeconds: 10)
    #expect(sale.provider.asked.count == 1)
    try await sale.sweep(afterSeconds: 60)
    #expect(try await sale.now().refunds.first?.status == .pending)
    sale.provider.behave(.answers)
    try await sale.sweep(afterSeconds: 3600)
    let after = try await sale.now()
    #expect(after.refunds.map(\.status) == [.succeeded])
    #expect(Set(sale.provider.asked) == [refund.id])
    #expect(sale.provider.givenBack == 4000)
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `after a day of not knowing a person is told, until it is known`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    sale.provider.behave(.isAway)
    _ = try await sale.refund(4000)
    try await sale.sweep(afterSeconds: 3600)
    #expect(try await sale.openTasks().isEmpty)
    for _ in 0..<2 { try await sale.sweep(afterSeconds: 86_400) }
    let task = try #require(try await sale.openTasks().first)
    #expect(task.kind == .refundFailed)
    #expect(try await sale.now().refunds.map(\.status) == [.pending])
    #expect(try await sale.bakery.refusal { try await sale.shop.refundTask(task.id, by: sale.bakery.owner, note: nil) }?.code == .conflict)
    sale.provider.behave(.answers)
    try await sale.sweep(afterSeconds: 86_400)
    #expect(try await sale.now().refunds.map(\.status) == [.succeeded])
    #expect(try await sale.openTasks().isEmpty)
    #expect(sale.provider.givenBack == 4000)
  }

  @Test(arguments: Engine.underTest)
  func `what was done without an answer is found in the provider's books and not done again`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    sale.provider.behave(.doesItSilently)
    #expect(try await sale.refund(4000).refunds.map(\.status) == [.pending])
    try await sale.sweep(afterSeconds: 120)
    #expect(try await sale.now().refunds.map(\.status) == [.succeeded])
    #expect(sale.provider.asked.count == 1)
    #expect(sale.provider.givenBack == 4000)
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `a refusal gives the money back to the payment, says why and asks a person`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    sale.provider.behave(.refuses("The card's account is closed."))
    let after = try await sale.refund(4000)
    #expect(after.refunds.map(\.status) == [.failed])
    #expect(after.refunds.first?.failure == "The card's account is closed.")
    #expect(after.amountRefunded == 0)
    #expect(after.refundable == 10_000)
    #expect(after.payments.first?.status == .captured)
    #expect(after.paymentStatus == .paid)
    #expect(try await sale.openTasks().map(\.kind) == [.refundFailed])
    sale.provider.behave(.answers)
    #expect(try await sale.refund(10_000).paymentStatus == .refunded)
    #expect(try await sale.openTasks().isEmpty)
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `a refund that fails days after it was made can be made again`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    sale.provider.behave(.takesTime)
    #expect(try await sale.refund(10_000).refunds.map(\.status) == [.pending])
    sale.provider.finish(.succeeded)
    try await sale.sweep(afterSeconds: 120)
    #expect(try await sale.now().refunds.map(\.status) == [.succeeded])
    sale.provider.finish(.failed("The bank sent it back."))
    try await sale.shop.settleRefunds(of: try sale.cardPayment)
    let after = try await sale.now()
    #expect(after.refunds.map(\.status) == [.failed])
    #expect(after.refundable == 10_000)
    #expect(try await sale.openTasks().map(\.kind) == [.refundFailed])
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `twenty at once never give back more than was taken`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine, 100)
    let accepted = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<20 {
        group.addTask { (try? await sale.refund(60, key: "key \(number)")) != nil }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(accepted == 1)
    #expect(sale.provider.givenBack == 60)
    #expect(try await sale.bakery.refusal { try await sale.refund(99) }?.code == .exceedsRefundable)
    #expect(try await sale.bakery.refusal { try await sale.refund(41) }?.code == .exceedsRefundable)
    #expect(try await sale.refund(40).paymentStatus == .refunded)
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `while one is pending the rest is all that can be given back`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine, 100)
    sale.provider.behave(.loses)
    _ = try await sale.refund(99)
    #expect(try await sale.bakery.refusal { try await sale.refund(2) }?.code == .exceedsRefundable)
    _ = try await sale.refund(1)
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `the same request finds what it began, and another one may not use its key`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    sale.provider.behave(.loses)
    let first = try await sale.refund(1000, key: "monday")
    sale.provider.behave(.answers)
    let again = try await sale.refund(1000, key: "monday")
    #expect(again.refunds.map(\.id) == first.refunds.map(\.id))
    #expect(again.refunds.map(\.status) == [.succeeded])
    #expect(try await sale.bakery.refusal { try await sale.refund(999, key: "monday") }?.code == .idempotencyKeyReused)
    #expect(sale.provider.givenBack == 1000)
  }

  @Test(arguments: Engine.underTest)
  func `each part of a mixed payment goes its own way, and shows its own fate`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine, 10_000, cash: 4000)
    sale.provider.behave(.refuses("No."))
    let after = try await sale.refund(9000)
    let parts = Dictionary(uniqueKeysWithValues: after.refunds.map { ($0.method, $0) })
    #expect(parts.mapValues(\.amount) == [.gateway: 6000, .cash: 3000])
    #expect(parts.mapValues(\.status) == [.gateway: .failed, .cash: .succeeded])
    #expect(after.amountRefunded == 3000)
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `cash for a card needs a right of its own`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    let mia = try await sale.bakery.hire("Mia", .cashier)
    let cashier = Principal(kind: .staff(mia.id), role: .cashier, name: "Mia")
    var request = RefundRequest(claim: .amount(500))
    request.method = .cash
    let inCash = request
    let refusal = try await sale.bakery.refusal { try await sale.shop.refundOrder(sale.order.id, by: cashier, inCash) }
    #expect(refusal == .approvalRequired(.refundElsewhere))
    let after = try await sale.shop.refundOrder(sale.order.id, by: sale.bakery.owner, inCash)
    #expect(after.refunds.map(\.status) == [.succeeded])
    #expect(sale.provider.asked.isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `without the provider that took it nothing is promised`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    let alone = Shop(database: sale.bakery.database, clock: sale.shop.clock, credentials: sale.shop.credentials)
    let request = RefundRequest(claim: .amount(500))
    let refusal = try await sale.bakery.refusal { try await alone.refundOrder(sale.order.id, by: sale.bakery.owner, request) }
    #expect(refusal?.code == .gatewayUnavailable)
    #expect(try await sale.now().refunds.isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `calling off a paid order asks the provider for all of it`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine, 10_000, cash: 2500)
    let placed = try await sale.shop.write(by: sale.bakery.owner) { try $0.reopenOrder(sale.order.id) }
    #expect(placed.status == .placed)
    sale.provider.behave(.loses)
    let canceled = try await sale.shop.cancelOrder(
      sale.order.id, by: sale.bakery.owner, CancelRequest(reason: "Called off", restock: true))
    #expect(canceled.status == .canceled)
    #expect(Set(canceled.refunds.map(\.status)) == [.pending, .succeeded])
    sale.provider.behave(.answers)
    try await sale.sweep(afterSeconds: 120)
    #expect(try await sale.now().refunds.map(\.status) == [.succeeded, .succeeded])
    #expect(sale.provider.givenBack == 7500)
    try await sale.expectSound()
  }
}
