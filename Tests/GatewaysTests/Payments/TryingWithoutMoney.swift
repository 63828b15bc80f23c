import Domain
import Gateways
import Stores
import Synchronization
import TestSupport
import Testing
import UseCases

/// The test gateway keeps the promises of a provider, though it moves nothing.
@Suite struct `Trying without money` {
  @Test(arguments: Engine.underTest)
  func `a page that is asked for twice is one page, and is paid once`(on engine: Engine) async throws {
    let place = try await GatewayPlace(on: engine)
    let attempt = place.attempt(900)
    let page = try await place.gateway.openPage(place.page(attempt))
    #expect(try await place.gateway.openPage(place.page(attempt)) == page)
    #expect(try await place.gateway.look(at: attempt).state == .waiting)
    try await place.press(page) { books, page in try books.pay(page) }
    try await place.press(page) { books, page in try books.decline(page) }
    let word = try await place.gateway.look(at: attempt)
    #expect(word.state == .captured && word.captured == attempt.amount && word.ours == attempt.paymentID && word.payment == page.payment)
    #expect(try await place.gateway.cancel(attempt).state == .captured, "too late")
    #expect(attempt.judge(word) == .captured)
  }

  @Test(arguments: Engine.underTest)
  func `a page ends by being canceled, declined, or by its time`(on engine: Engine) async throws {
    let place = try await GatewayPlace(on: engine)
    let (canceled, declined, late) = (place.attempt(900), place.attempt(900), place.attempt(900))
    for attempt in [canceled, declined, late] { _ = try await place.gateway.openPage(place.page(attempt)) }
    #expect(try await place.gateway.cancel(canceled).state == .canceled)
    try await place.press(try await place.gateway.openPage(place.page(canceled))) { books, page in try books.pay(page) }
    #expect(try await place.gateway.look(at: canceled).state == .canceled, "a closed page takes nothing")
    try await place.press(try await place.gateway.openPage(place.page(declined))) { books, page in try books.decline(page) }
    guard case .failed = try await place.gateway.look(at: declined).state else {
      Issue.record("It was not declined.")
      return
    }
    place.wait(seconds: 3600)
    #expect(try await place.gateway.look(at: late).state == .canceled)
  }

  @Test(arguments: Engine.underTest)
  func `what never arrived and was canceled cannot be opened any more`(on engine: Engine) async throws {
    let place = try await GatewayPlace(on: engine)
    let attempt = place.attempt(900)
    #expect(try await place.gateway.look(at: attempt).state == .waiting)
    #expect(try await place.gateway.cancel(attempt).state == .canceled)
    try await place.press(try await place.gateway.openPage(place.page(attempt))) { books, page in try books.pay(page) }
    #expect(try await place.gateway.look(at: attempt).state == .canceled)
  }

  @Test(arguments: Engine.underTest)
  func `a refund is given once for its key, and never above what was taken`(on engine: Engine) async throws {
    let place = try await GatewayPlace(on: engine)
    let attempt = place.attempt(900)
    let page = try await place.gateway.openPage(place.page(attempt))
    let name = try #require(page.payment)
    await #expect(throws: GatewayFailure.self, "nothing was taken yet") {
      try await place.gateway.refund(place.refund(100, "ref_0", of: name))
    }
    try await place.press(page) { books, page in try books.pay(page) }
    let first = try await place.gateway.refund(place.refund(600, "ref_1", of: name))
    #expect(try await place.gateway.refund(place.refund(600, "ref_1", of: name)) == first)
    await #expect(throws: GatewayFailure.self) { try await place.gateway.refund(place.refund(301, "ref_2", of: name)) }
    place.wait(seconds: 1)
    _ = try await place.gateway.refund(place.refund(300, "ref_3", of: name))
    #expect(try await place.gateway.look(at: attempt).refunds.map(\.amount.minorUnits) == [600, 300])
  }

  @Test(arguments: Engine.underTest)
  func `beside a real provider nothing new begins, and what began is brought to its end`(on engine: Engine) async throws {
    let place = try await GatewayPlace(on: engine)
    let (paid, open) = (place.attempt(900), place.attempt(900))
    let page = try await place.gateway.openPage(place.page(paid))
    _ = try await place.gateway.openPage(place.page(open))
    try await place.press(page) { books, page in try books.pay(page) }
    await #expect(throws: GatewayFailure.self) { try await place.retired.openPage(place.page(place.attempt(900))) }
    await #expect(throws: GatewayFailure.self) { try await place.retired.keep("tok_test", for: "test_cus_1") }
    let charge = GatewayCharge(attempt: place.attempt(900), providerCustomer: "test_cus_1", providerMethod: "tgc_1", title: "")
    await #expect(throws: GatewayFailure.self) { try await place.retired.charge(charge) }
    #expect(try await place.retired.look(at: paid).state == .captured)
    #expect(try await place.retired.cancel(open).state == .canceled)
    _ = try await place.retired.refund(place.refund(900, "ref_1", of: try #require(page.payment)))
  }

  @Test(arguments: Engine.underTest)
  func `a card is charged for the customer who left it, until it is forgotten`(on engine: Engine) async throws {
    let place = try await GatewayPlace(on: engine)
    let card = try await place.gateway.keep("tok_test", for: "test_cus_1")
    func charge(_ customer: String) async throws -> ProviderPayment {
      try await place.gateway.charge(
        GatewayCharge(attempt: place.attempt(500), providerCustomer: customer, providerMethod: card.name, title: "Order 7"))
    }
    #expect(try await charge("test_cus_1").state == .captured)
    await #expect(throws: GatewayFailure.self) { try await charge("test_cus_2") }
    try await place.gateway.forget(card.name)
    await #expect(throws: GatewayFailure.self) { try await charge("test_cus_1") }
    #expect(try await place.gateway.savedMethods(of: "test_cus_1").isEmpty)
  }
}

/// A shop in a database of its own, with a clock that the test moves.
private final class GatewayPlace: Sendable {
  let shop: Shop
  let gateway: TestGateway
  /// The same books beside a real provider.
  let retired: TestGateway
  private let database: TestDatabase

  private final class Clock: Sendable {
    let milliseconds = Mutex<Int64>(1_760_000_000_000)
  }
  private let clock = Clock()

  init(on engine: Engine) async throws {
    database = try await TestDatabase(on: engine)
    let clock = clock
    shop = Shop(
      database: database.database, clock: { Instant(milliseconds: clock.milliseconds.withLock { $0 }) }, credentials: .ephemeral())
    gateway = TestGateway(shop: shop, takesNewPayments: true)
    retired = TestGateway(shop: shop, takesNewPayments: false)
  }

  func wait(seconds: Int64) { clock.milliseconds.withLock { $0 += seconds * 1000 } }

  func attempt(_ cents: Int64) -> PaymentAttempt {
    let now = shop.clock()
    return PaymentAttempt(
      paymentID: shop.ids.next(), orderID: shop.ids.next(), revision: 1, contentHash: "hash", amount: euro(cents), paidBefore: 0,
      account: TestGateway(shop: shop, takesNewPayments: true).account, way: .page, origin: .link, state: .open, session: nil,
      providerPayment: nil, pageURL: nil, requestKey: nil, looks: 0, nextLookAt: now, endsAt: now.adding(seconds: 1920), createdAt: now)
  }

  func page(_ attempt: PaymentAttempt) -> GatewayPage {
    GatewayPage(
      attempt: attempt, title: "Order 7", email: nil, language: nil, providerCustomer: nil, keepsCard: false,
      returnURL: "http://127.0.0.1/checkout/token/return")
  }

  func refund(_ cents: Int64, _ key: String, of payment: String) -> GatewayRefund {
    GatewayRefund(refundID: ID(stored: key), paymentID: ID(stored: "pay_1"), providerPayment: payment, amount: euro(cents))
  }

  /// What the payer does on a page.
  func press(_ page: OpenedPage, _ choose: @escaping @Sendable (TestGatewayBooks, TestPage) throws -> TestPage) async throws {
    try await shop.write(by: .system) { work in
      let found = try #require(try work.testGateway.find(secret: page.session))
      _ = try choose(work.testGateway, found)
    }
  }

  private func euro(_ cents: Int64) -> Money {
    guard let euro = Currency("EUR") else { preconditionFailure("The euro is a currency.") }
    return Money(minorUnits: cents, currency: euro)
  }
}
