import Domain
import TestSupport
import Testing
import UseCases

struct LearningOfRefunds {
  @Test(arguments: Engine.underTest)
  func `a refund made on the provider's pages becomes one of the order, once`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    let total = sale.order.totals.total
    sale.provider.giveBackElsewhere(3000, name: "re_dashboard", of: total)
    for _ in 0..<3 { try await sale.shop.settleRefunds(of: try sale.cardPayment) }
    let after = try await sale.now()
    #expect(after.refunds.map(\.amount) == [3000])
    #expect(after.refunds.map(\.origin) == [.provider])
    #expect(after.refunds.map(\.providerRefund) == ["re_dashboard"])
    #expect(after.refundable == 7000)
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `what was given back elsewhere makes room only once ours was refused`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    sale.provider.giveBackElsewhere(6000, name: "re_dashboard", of: sale.order.totals.total)
    sale.provider.behave(.refuses("Already given back."))
    let after = try await sale.refund(6000)
    let fates = Dictionary(uniqueKeysWithValues: after.refunds.map { ($0.origin, $0.status) })
    #expect(fates == [.shop: .failed, .provider: .succeeded])
    #expect(after.amountRefunded == 6000)
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `more than was taken is never counted, and a person is asked`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    _ = try await sale.refund(6000)
    sale.provider.giveBackElsewhere(6000, name: "re_dashboard", of: sale.order.totals.total)
    for _ in 0..<2 { try await sale.shop.settleRefunds(of: try sale.cardPayment) }
    #expect(try await sale.now().amountRefunded == 6000)
    #expect(try await sale.openTasks().map(\.kind) == [.mismatch])
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest, [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func `a dispute ends the same in whatever order its news arrive`(on engine: Engine, order: [Int]) async throws {
    let sale = try await PaidByCard(on: engine)
    let id = sale.order.id
    let attempt = try await sale.now().payments.first?.trace
    let name = try #require(attempt?.providerPayment)
    let news: [ProviderDispute.State] = [.open, .lost, .lost]
    for index in order {
      // Whoever hears an event looks at the dispute as it is by then.
      let state = order.first == index ? news[index] : .lost
      let word = ProviderDispute(
        account: sale.provider.account, name: "dp_1", payment: name, amount: sale.order.totals.total, state: state, reason: "fraudulent")
      try await sale.shop.write(by: .system) { _ = try $0.takeDispute(word) }
    }
    let after = try await sale.shop.read(by: sale.bakery.owner) { try $0.findOrder(id) }
    #expect(after.refunds.map(\.origin) == [.dispute])
    #expect(after.amountRefunded == 10_000)
    #expect(after.paymentStatus == .refunded)
    #expect(try await sale.openTasks().isEmpty)
    #expect(sale.provider.asked.isEmpty)
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `an open dispute asks a person and moves no money`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    let name = try #require(sale.order.payments.first?.trace?.providerPayment)
    let word = ProviderDispute(
      account: sale.provider.account, name: "dp_1", payment: name, amount: sale.order.totals.total, state: .open, reason: nil)
    for _ in 0..<2 { try await sale.shop.write(by: .system) { _ = try $0.takeDispute(word) } }
    #expect(try await sale.openTasks().map(\.kind) == [.dispute])
    #expect(try await sale.now().amountRefunded == 0)
    let won = ProviderDispute(account: word.account, name: word.name, payment: name, amount: word.amount, state: .won, reason: nil)
    try await sale.shop.write(by: .system) { _ = try $0.takeDispute(won) }
    #expect(try await sale.openTasks().isEmpty)
  }
}
