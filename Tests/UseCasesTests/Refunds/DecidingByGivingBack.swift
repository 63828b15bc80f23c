import Domain
import TestSupport
import Testing
import UseCases

struct DecidingByGivingBack {
  private func task(_ kind: PaymentTask.Kind, _ amount: Int64, on sale: PaidByCard) async throws -> PaymentTask {
    let (order, payment) = (sale.order, try sale.cardPayment)
    try await sale.shop.write(by: .system) {
      try $0.raise(
        kind, of: order, payment: payment, amount: Money(minorUnits: amount, currency: order.currency), detail: "Look at it.",
        dedupKey: "\(kind)")
    }
    return try #require(try await sale.openTasks().first { $0.kind == kind })
  }

  @Test(arguments: Engine.underTest)
  func `a surplus goes back to the penny, and its task ends with it`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    let surplus = try await task(.surplus, 1500, on: sale)
    let after = try await sale.shop.refundTask(surplus.id, by: sale.bakery.owner, note: nil)
    #expect(after.resolution == .refunded)
    #expect(try await sale.now().refunds.map(\.amount) == [1500])
    #expect(
      try await sale.bakery.refusal { try await sale.shop.refundTask(surplus.id, by: sale.bakery.owner, note: nil) }?.code == .conflict)
    #expect(sale.provider.givenBack == 1500)
    try await sale.expectSound()
  }

  @Test(arguments: Engine.underTest)
  func `a silent provider leaves it open, and deciding again gives back once`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    let surplus = try await task(.surplus, 1500, on: sale)
    sale.provider.behave(.loses)
    for _ in 0..<2 { #expect(try await sale.shop.refundTask(surplus.id, by: sale.bakery.owner, note: nil).resolution == nil) }
    #expect(try await sale.now().refunds.map(\.status) == [.pending])
    sale.provider.behave(.answers)
    try await sale.sweep(afterSeconds: 120)
    #expect(try await sale.openTasks().isEmpty)
    #expect(sale.provider.givenBack == 1500)
  }

  @Test(arguments: Engine.underTest)
  func `after a refusal it can be decided again`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    let surplus = try await task(.surplus, 1500, on: sale)
    sale.provider.behave(.refuses("Not today."))
    #expect(
      try await sale.bakery.refusal { try await sale.shop.refundTask(surplus.id, by: sale.bakery.owner, note: nil) }?.code == .conflict)
    sale.provider.behave(.answers)
    #expect(try await sale.shop.refundTask(surplus.id, by: sale.bakery.owner, note: nil).resolution == .refunded)
    #expect(sale.provider.givenBack == 1500)
  }

  @Test(arguments: Engine.underTest)
  func `a refund of the order ends the task that asked for it`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    _ = try await task(.surplus, 1500, on: sale)
    let payment = try sale.cardPayment
    _ = try await sale.refund(1500) { $0.paymentID = payment }
    #expect(try await sale.openTasks().isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `keeping money needs a reason, and not every answer fits every question`(on engine: Engine) async throws {
    let sale = try await PaidByCard(on: engine)
    let surplus = try await task(.surplus, 1500, on: sale)
    let owner = sale.bakery.owner
    func decide(_ task: PaymentTask, _ resolution: PaymentTask.Resolution, _ note: String?) async throws -> Refusal? {
      try await sale.bakery.refusal {
        try await sale.shop.write(by: owner) { try $0.resolvePaymentTask(task.id, as: resolution, note: note) }
      }
    }
    #expect(try await decide(surplus, .kept, nil)?.failures.map(\.field) == ["note"])
    #expect(try await decide(surplus, .dismissed, "No.")?.failures.map(\.field) == ["resolution"])
    #expect(try await decide(surplus, .kept, "A tip, says the customer.") == nil)
    let mismatch = try await task(.mismatch, 1500, on: sale)
    #expect(try await sale.bakery.refusal { try await sale.shop.refundTask(mismatch.id, by: owner, note: nil) }?.code == .validationFailed)
    #expect(try await decide(mismatch, .settled, "Booked by hand.") == nil)
    #expect(try await decide(mismatch, .settled, "Again.")?.code == .conflict)
  }
}
