import Domain
import SQLEngine
import Stores
import TestSupport
import Testing
import UseCases

/// The races between a payer at a provider and everybody else: nobody pays twice, and nobody pays for what changed behind their back.
struct PayingAndChangingAtOnce {
  @Test(arguments: Engine.underTest)
  func `cash at the till ends the open page first`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.click(order.id)
    let paid = try await at.cash(order.id)
    #expect(paid.paymentStatus == .paid)
    #expect(paid.payments.map(\.status) == [.voided, .captured])
    at.gateway.pay(started.paymentID)
    #expect(at.gateway.taken() == 0)
  }

  @Test(arguments: Engine.underTest)
  func `a payer who was quicker than the till has paid, and the till takes nothing`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.click(order.id)
    at.gateway.pay(started.paymentID)
    #expect(try await at.refusal { try await at.cash(order.id) } == .alreadyPaid)
    let paid = try await at.order(order.id)
    #expect([paid.amountPaid, paid.totals.total.minorUnits] == [10_000, 10_000])
  }

  @Test(arguments: Engine.underTest)
  func `going back to a draft ends the page, or finds the order paid`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let owner = at.bakery.owner
    let first = try await at.invoice()
    try await at.click(first.id)
    #expect(try await at.shop.revertToDraft(first.id, by: owner).status == .draft)
    let second = try await at.invoice()
    let started = try await at.click(second.id)
    at.gateway.pay(started.paymentID)
    #expect(try await at.refusal { try await at.shop.revertToDraft(second.id, by: owner) } == .alreadyPaid)
    #expect(try await at.order(second.id).placedAt != nil)
    let third = try await at.invoice()
    let bank = try await at.click(third.id)
    at.gateway.set(bank.paymentID, .processing)
    #expect(try await at.refusal { try await at.shop.revertToDraft(third.id, by: owner) } == .conflict)
    let fourth = try await at.invoice()
    try await at.click(fourth.id)
    at.gateway.nextTime(.requestLost)
    #expect(try await at.refusal { try await at.shop.revertToDraft(fourth.id, by: owner) } == .conflict)
    #expect(try await at.order(fourth.id).status == .invoiceSent)
  }

  @Test(arguments: Engine.underTest)
  func `money that comes after all, for what was changed meanwhile, is kept apart`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.click(order.id)
    _ = try await at.shop.revertToDraft(order.id, by: at.bakery.owner)
    at.gateway.pay(started.paymentID, late: true)
    try await at.shop.settlePayment(started.paymentID)
    let draft = try await at.order(order.id)
    #expect(draft.status == .draft)
    #expect(draft.paymentStatus == .unpaid)
    #expect([draft.amountPaid, draft.amountDue] == [10_000, 10_000])
    #expect(try await at.tasks(order.id).map(\.kind) == [.surplus])
    #expect(try await at.findings() == [])
  }

  @Test(arguments: Engine.underTest)
  func `money that comes after all pays for an order that still waits for it`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.click(order.id)
    at.gateway.set(started.paymentID, .failed("declined"))
    try await at.shop.settlePayment(started.paymentID)
    at.gateway.pay(started.paymentID, late: true)
    #expect(at.gateway.taken() == 10_000)
    try await at.shop.settlePayment(started.paymentID)
    #expect(try await at.order(order.id).paymentStatus == .paid)
    #expect(try await at.tasks(order.id).isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `a second success for a paid order is surplus, once, and the order stays as it is`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let first = try await at.click(order.id)
    at.gateway.set(first.paymentID, .canceled)
    try await at.shop.settlePayment(first.paymentID)
    let paid = try await at.cash(order.id)
    at.gateway.pay(first.paymentID, late: true)
    // The provider has taken the money of an attempt that it had called off.
    for _ in 1...2 { try await at.shop.settlePayment(first.paymentID) }
    let after = try await at.order(order.id)
    #expect(after.status == paid.status)
    #expect(after.number == paid.number)
    #expect(after.paymentStatus == .overpaid)
    #expect(try await at.tasks(order.id).map(\.amount.minorUnits) == [10_000])
  }

  @Test(arguments: Engine.underTest)
  func `a draft cannot be changed while somebody pays for it`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.draft()
    var request = StartPayment(origin: .staff, returnURL: "/")
    request.amount = nil
    let started = try await at.shop.startPayment(order.id, by: at.bakery.owner, request)
    var changes = OrderChanges()
    changes.customerNote = .set("Two layers")
    let change = changes
    let version = started.order.version
    let refused = try await at.refusal {
      try await at.shop.write(by: at.bakery.owner) { try $0.changeOrder(order.id, change, version: version) }
    }
    #expect(refused == .orderLocked)
    try await at.shop.cancelPayment(started.paymentID)
    let free = try await at.order(order.id).version
    _ = try await at.shop.write(by: at.bakery.owner) { try $0.changeOrder(order.id, change, version: free) }
  }

  @Test(arguments: Engine.underTest)
  func `an order that is paid and cannot be placed keeps its money and is placed as soon as it can be`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let cake = try await at.bakery.stock("Wedding cake", 1)
    let order = try await at.send(try await at.order(of: cake).id)
    let started = try await at.click(order.id)
    // The page stays open at the bank until long after the goods were free again; then somebody else buys them.
    at.gateway.set(started.paymentID, .processing)
    at.bakery.wait(seconds: 3600)
    _ = try await at.shop.write(by: .system) { try $0.expireReservations() }
    let other = try await at.order(of: cake)
    _ = try await at.cash(other.id)
    at.gateway.pay(started.paymentID)
    try await at.shop.settlePayment(started.paymentID)
    let paid = try await at.order(order.id)
    #expect(paid.status == .invoiceSent)
    #expect(paid.amountPaid == paid.totals.total.minorUnits)
    #expect(try await at.tasks(order.id).map(\.kind) == [.notPlaced])
    try await at.bakery.receive(cake, 1)
    at.bakery.wait(seconds: 61)
    try await at.shop.sweepPayments()
    #expect(try await at.order(order.id).placedAt != nil)
    #expect(try await at.tasks(order.id).isEmpty)
    #expect(try await at.tasks(order.id, open: false).map(\.resolution) == [.settled])
  }

  @Test(arguments: Engine.underTest)
  func `goods are kept back while somebody pays, from others and not from the payer`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let cake = try await at.bakery.stock("Wedding cake", 1)
    let first = try await at.send(try await at.order(of: cake).id)
    let second = try await at.send(try await at.order(of: cake).id)
    let started = try await at.click(first.id)
    #expect(try await at.refusal { try await at.click(second.id) } == .outOfStock)
    try await at.shop.cancelPayment(started.paymentID)
    let other = try await at.click(second.id)
    at.gateway.pay(other.paymentID)
    try await at.shop.settlePayment(other.paymentID)
    #expect(try await at.order(second.id).placedAt != nil)
    #expect(try await at.refusal { try await at.click(first.id) } == .outOfStock)
    #expect(try await at.findings() == [])
  }
}

extension PayingBakery {
  /// A draft of one unit that is to be picked up.
  func order(of variant: ID<Variant>) async throws -> Order {
    var line = NewLine(quantity: .one)
    line.variantID = variant
    var order = NewOrder()
    order.channel = .register
    order.registerID = bakery.register.id
    order.lines = [line]
    let made = order
    return try await shop.write(by: bakery.owner) { try $0.createOrder(made).order }
  }
}

extension CornerBakery {
  /// Goods of which there are so many.
  func stock(_ title: String, _ units: Int64) async throws -> ID<Variant> {
    let product = Product(id: shop.ids.next(), title: title, createdAt: shop.clock())
    guard let euro = Currency("EUR") else { throw Refusal.notFound("currency") }
    var variant = Variant(id: shop.ids.next(), productID: product.id, currency: euro, createdAt: shop.clock())
    variant.price = UnitPrice(minorUnits: 10_000) ?? .zero
    var sheet = ProductSheet(product: product, variants: [variant])
    try sheet.settle()
    let made = sheet
    try await shop.write(by: .system) { work in try work.tx.catalog.add(made) }
    try await receive(variant.id, units)
    return variant.id
  }

  func receive(_ variant: ID<Variant>, _ units: Int64) async throws {
    let location = location.id
    try await shop.write(by: .system) { work in
      _ = try work.tx.stock.adjust(variant, by: units * 1000, work.stockCause("counted", nil, at: location))
    }
  }
}
