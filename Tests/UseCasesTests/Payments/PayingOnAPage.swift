import Domain
import Stores
import TestSupport
import Testing
import UseCases

/// A customer opens the link, pays on the provider's page, and the order is placed by itself, once.
struct PayingOnAPage {
  @Test(arguments: Engine.underTest)
  func `who pays has a placed order, whoever says so first`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.click(order.id)
    #expect(started.order.paymentStatus == .pending)
    at.gateway.pay(started.paymentID)
    // The return page, the webhook and the same webhook again.
    for _ in 1...3 { try await at.shop.settlePayment(started.paymentID) }
    let paid = try await at.order(order.id)
    #expect(paid.placedAt != nil)
    #expect(paid.paymentStatus == .paid)
    #expect(paid.payments.map(\.status) == [.captured])
    #expect(paid.payments.first?.trace?.card == CardSight(brand: "visa", last4: "4242"))
    let told = try await at.told(order.id)
    #expect([told["order.placed"], told["payment.captured"], told["order.paid"]] == [1, 1, 1])
    #expect(try await at.tasks(order.id).isEmpty)
    #expect(try await at.findings() == [])
  }

  @Test(arguments: Engine.underTest)
  func `a double click and another tab are the same page`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    async let first = at.click(order.id)
    async let second = at.click(order.id)
    let (one, two) = try await (first, second)
    #expect(one.pageURL == two.pageURL)
    #expect(at.gateway.entries.count == 1)
    #expect(try await at.order(order.id).payments.count == 1)
  }

  @Test(arguments: Engine.underTest)
  func `a page that was opened though its answer was lost is the one of the next click`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    at.gateway.nextTime(.answerLost)
    #expect(try await at.refusal { try await at.click(order.id) } == .gatewayUnavailable)
    try await at.click(order.id)
    #expect(at.gateway.entries.count == 1)
  }

  @Test(arguments: Engine.underTest)
  func `a provider that cannot be reached leaves the order payable another way`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    at.gateway.nextTime(.unreachable)
    #expect(try await at.refusal { try await at.click(order.id) } == .gatewayUnavailable)
    #expect(try await at.order(order.id).payments.map(\.status) == [.failed])
    #expect(try await at.cash(order.id).paymentStatus == .paid)
  }

  @Test(arguments: Engine.underTest)
  func `a shop without a provider says so`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let request = StartPayment(origin: .staff, returnURL: "/")
    let refusal = try await bakery.refusal { try await bakery.shop.startPayment(ID(stored: "ord_x"), by: bakery.owner, request) }
    #expect(refusal?.code == .gatewayUnavailable)
  }

  @Test(arguments: Engine.underTest)
  func `a request that died on the way finds what it began by its key`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let key = RequestKey(key: "k", fingerprint: "f")
    let first = try await at.click(order.id, key: key)
    #expect(try await at.click(order.id, key: key).paymentID == first.paymentID)
    let other = RequestKey(key: "k", fingerprint: "another body")
    #expect(try await at.refusal { try await at.click(order.id, key: other) } == .idempotencyKeyReused)
  }

  @Test(arguments: Engine.underTest)
  func `what is not sent, changed, canceled or paid cannot be paid on the link`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let draft = try await at.draft()
    #expect(try await at.refusal { try await at.click(draft.id) } == .revisionSuperseded)
    let sent = try await at.send(draft.id)
    #expect(try await at.refusal { try await at.click(sent.id, revision: 2) } == .revisionSuperseded)
    #expect(try await at.refusal { try await at.click(sent.id, amount: 10_001) } == .exceedsDue)
    _ = try await at.cash(sent.id)
    #expect(try await at.refusal { try await at.click(sent.id) } == .alreadyPaid)
    let called = try await at.invoice()
    _ = try await at.shop.write(by: at.bakery.owner) { try $0.discardOrder(called.id, version: nil, reason: nil) }
    #expect(try await at.refusal { try await at.click(called.id) } == .gone)
  }

  @Test(arguments: Engine.underTest)
  func `one cent does not pay for a hundred`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.click(order.id)
    at.gateway.pay(started.paymentID, Money(minorUnits: 1, currency: order.currency))
    try await at.shop.settlePayment(started.paymentID)
    let after = try await at.order(order.id)
    #expect(after.status == .invoiceSent)
    #expect(after.amountPaid == 0)
    #expect(after.payments.map(\.status) == [.failed])
    #expect(try await at.tasks(order.id).map(\.amount.minorUnits) == [1])
    #expect(try await at.tasks(order.id).map(\.kind) == [.mismatch])
  }

  @Test(arguments: Engine.underTest)
  func `a declined card can be tried again`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let first = try await at.click(order.id)
    at.gateway.set(first.paymentID, .failed("Your card was declined."))
    try await at.shop.settlePayment(first.paymentID)
    #expect(try await at.order(order.id).payments.first?.trace?.failure == "Your card was declined.")
    let second = try await at.click(order.id)
    #expect(second.paymentID != first.paymentID)
    at.gateway.pay(second.paymentID)
    try await at.shop.settlePayment(second.paymentID)
    #expect(try await at.order(order.id).paymentStatus == .paid)
  }

  @Test(arguments: Engine.underTest)
  func `a deposit places the order, and the link then asks for the rest`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice(10_000) { $0.papers.paymentTerms = PaymentTerms(title: nil, due: .onReceipt, deposit: .fixed(3000)) }
    let deposit = try await at.click(order.id)
    at.gateway.pay(deposit.paymentID)
    try await at.shop.settlePayment(deposit.paymentID)
    let placed = try await at.order(order.id)
    #expect(placed.placedAt != nil)
    #expect([placed.amountPaid, placed.amountDue] == [3000, 7000])
    let rest = try await at.click(order.id)
    at.gateway.pay(rest.paymentID)
    try await at.shop.settlePayment(rest.paymentID)
    #expect(try await at.order(order.id).paymentStatus == .paid)
    #expect(try await at.told(order.id)["order.placed"] == 1)
  }
}
