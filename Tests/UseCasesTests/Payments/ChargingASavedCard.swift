import Domain
import Stores
import TestSupport
import Testing
import UseCases

/// Staff charge a card that the provider keeps, when its owner says so.
struct ChargingASavedCard {
  /// An invoice of a customer with a card.
  private static func begin(_ at: PayingBakery) async throws -> (Order, SavedMethod) {
    let shop = at.shop
    let account = at.gateway.account
    let customer = try await shop.write(by: at.bakery.owner) { work in
      let customer = Customer(id: work.ids.next(), createdAt: work.now)
      try work.tx.customers.add(customer)
      return customer.id
    }
    let method = SavedMethod(
      id: shop.ids.next(), customerID: customer, account: account, providerMethod: "pm_1", card: CardSight(brand: "visa", last4: "4242"),
      createdAt: shop.clock())
    try await shop.write(by: .system) { work in
      _ = try work.tx.savedMethods.keep(method)
      try work.tx.providerCustomers.add(customer, as: "cus_1", in: account, at: work.now)
    }
    return (try await at.invoice { $0.customerID = customer }, method)
  }

  private static func charge(_ at: PayingBakery, _ order: Order, _ method: SavedMethod, key: String? = nil) async throws -> Order {
    var request = SavedCharge(methodID: method.id)
    request.requestKey = key.map { RequestKey(key: $0, fingerprint: "f") }
    return try await at.shop.chargeSavedMethod(order.id, by: at.bakery.owner, request)
  }

  @Test(arguments: Engine.underTest)
  func `a charge pays and places the order`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let (order, method) = try await Self.begin(at)
    let paid = try await Self.charge(at, order, method)
    #expect(paid.paymentStatus == .paid)
    #expect(paid.payments.map(\.method) == [.cardOnFile])
    #expect(paid.placedAt != nil)
  }

  @Test(arguments: Engine.underTest)
  func `an answer that was lost after the charge does not charge again`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let (order, method) = try await Self.begin(at)
    at.gateway.nextTime(.answerLost)
    #expect(try await Self.charge(at, order, method, key: "k").paymentStatus == .pending)
    // The same request again, and one more with another key.
    #expect(try await Self.charge(at, order, method, key: "k").paymentStatus == .paid)
    #expect(try await at.refusal { try await Self.charge(at, order, method, key: "other") } == .alreadyPaid)
    #expect(at.gateway.taken() == 10_000)
  }

  @Test(arguments: Engine.underTest)
  func `a charge that nobody answered is asked for again by itself, with the same key`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let (order, method) = try await Self.begin(at)
    at.gateway.nextTime(.requestLost)
    _ = try await Self.charge(at, order, method)
    #expect(try await at.refusal { try await at.cash(order.id) } == .conflict, "nobody knows whether it was charged")
    at.bakery.wait(seconds: 61)
    try await at.shop.sweepPayments()
    #expect(try await at.order(order.id).paymentStatus == .paid)
    #expect(at.gateway.taken() == 10_000)
  }

  @Test(arguments: Engine.underTest)
  func `a declined card is a failed payment with words, and another's card is nobody's`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let (order, method) = try await Self.begin(at)
    at.gateway.declineCards()
    let declined = try await Self.charge(at, order, method)
    #expect(declined.payments.map(\.status) == [.failed])
    #expect(declined.payments.first?.trace?.failure == "Your card was declined.")
    let (stranger, _) = try await Self.begin(at)
    #expect(try await at.refusal { try await Self.charge(at, stranger, method) } == .validationFailed)
  }
}
