import Domain
import Stores
import TestSupport
import Testing
import UseCases

/// The corner bakery with a provider of cards, and an order that was paid there.
struct PaidByCard {
  let bakery: CornerBakery
  let provider: RefundingProvider
  let shop: Shop
  let order: Order

  /// - Parameters:
  ///   - cash: minor units of the total that are paid at the counter first; the card pays the rest.
  ///   - isSent: whether the order was sent as an invoice.
  init(on engine: Engine, _ total: Int64 = 10_000, cash: Int64 = 0, isSent: Bool = false) async throws {
    let bakery = try await CornerBakery(on: engine)
    let provider = RefundingProvider()
    let shop = Shop(
      database: bakery.database, clock: bakery.shop.clock, credentials: bakery.shop.credentials, gateways: { _ in [provider] })
    var line = NewLine(quantity: .one)
    line.title = "Wedding cake"
    line.unitPrice = UnitPrice(minorUnits: total)
    var new = NewOrder()
    new.channel = .phone
    new.lines = [line]
    let wish = new
    let made = try await shop.write(by: bakery.owner) { try $0.createOrder(wish).order }
    if isSent {
      _ = try await shop.write(by: bakery.owner) { work in
        try work.sendInvoice(made.id, InvoiceRequest(way: .link)) { _, _ in throw Refusal.notFound("letter") }
      }
    }
    if cash > 0 {
      let tender = Tender(method: .cash, amount: cash, tendered: nil, reference: nil)
      _ = try await shop.write(by: bakery.owner) { try $0.takePayment(made.id, tender, expectedTotal: nil) }
      bakery.wait(seconds: 1)
    }
    let started = try await shop.startPayment(
      made.id, by: bakery.owner, StartPayment(origin: .staff, returnURL: "https://corner.example/admin"))
    order = try await shop.settlePayment(started.paymentID)
    (self.bakery, self.provider, self.shop) = (bakery, provider, shop)
  }

  var cardPayment: ID<Payment> {
    get throws { try #require(order.payments.first { $0.method == .gateway }).id }
  }

  func refund(_ amount: Int64, key: String? = nil, _ change: (inout RefundRequest) -> Void = { _ in }) async throws -> Order {
    var request = RefundRequest(claim: .amount(amount))
    request.requestKey = key.map { RequestKey(key: $0, fingerprint: "\(amount)") }
    change(&request)
    return try await shop.refundOrder(order.id, by: bakery.owner, request)
  }

  func now() async throws -> Order {
    let id = order.id
    return try await shop.read(by: bakery.owner) { try $0.findOrder(id) }
  }

  func sweep(afterSeconds seconds: Int64) async throws {
    bakery.wait(seconds: seconds)
    try await shop.sweepPayments()
  }

  func openTasks() async throws -> [PaymentTask] {
    var filter = PaymentTaskStore.Filter()
    filter.isOpen = true
    let open = filter
    return try await shop.read(by: bakery.owner) { try $0.listPaymentTasks(open, page: PageRequest()).elements }
  }

  /// Every ledger adds up, whatever happened.
  func expectSound(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let findings = try await shop.read(by: .system) { try $0.checkInvariants() }
    #expect(findings.isEmpty, sourceLocation: sourceLocation)
  }
}
