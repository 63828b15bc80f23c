import Domain
import TestSupport
import Testing
import UseCases

/// What nobody came back from is finished by itself.
struct SweepingPayments {
  @Test(arguments: Engine.underTest)
  func `a payer who never came back has paid all the same`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.click(order.id)
    at.gateway.pay(started.paymentID)
    try await at.shop.sweepPayments()
    #expect(try await at.order(order.id).paymentStatus == .pending, "nothing is due yet")
    at.bakery.wait(seconds: 6)
    try await at.shop.sweepPayments()
    #expect(try await at.order(order.id).paymentStatus == .paid)
  }

  @Test(arguments: Engine.underTest)
  func `a page that nobody pays on is ended, and the order can be paid again`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let first = try await at.click(order.id)
    at.bakery.wait(seconds: 3600)
    try await at.shop.sweepPayments()
    #expect(try await at.order(order.id).payments.map(\.status) == [.voided])
    #expect(at.gateway.entries.map(\.state) == [.canceled])
    #expect(try await at.click(order.id).paymentID != first.paymentID)
  }

  @Test(arguments: Engine.underTest)
  func `a provider that is silent is asked ever less often, and believed when it speaks`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.click(order.id)
    at.gateway.pay(started.paymentID)
    for pause in [6, 16, 61] as [Int64] {
      at.gateway.nextTime(.requestLost)
      at.bakery.wait(seconds: pause)
      let before = at.gateway.calls
      try await at.shop.sweepPayments()
      try await at.shop.sweepPayments()
      #expect(at.gateway.calls == before + 1, "once after \(pause) seconds")
    }
    at.bakery.wait(seconds: 301)
    try await at.shop.sweepPayments()
    #expect(try await at.order(order.id).paymentStatus == .paid)
  }

  @Test(arguments: Engine.underTest)
  func `what a provider is silent about for a day is for a person, and its money counts when it speaks`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.click(order.id)
    at.gateway.pay(started.paymentID)
    at.bakery.wait(seconds: 100_000)
    at.gateway.nextTime(.requestLost)
    try await at.shop.sweepPayments()
    #expect(try await at.order(order.id).openPayment == nil)
    #expect(try await at.tasks(order.id).map(\.kind) == [.mismatch])
    try await at.shop.settlePayment(started.paymentID)
    #expect(try await at.order(order.id).paymentStatus == .paid)
  }

  @Test(arguments: Engine.underTest)
  func `a page that was never opened ends after a minute without asking anybody`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    at.gateway.nextTime(.requestLost)
    _ = try? await at.click(order.id)
    #expect(try await at.order(order.id).openPayment != nil)
    at.bakery.wait(seconds: 61)
    try await at.shop.sweepPayments()
    #expect(try await at.order(order.id).openPayment == nil)
    #expect(at.gateway.calls == 1)
  }
}
