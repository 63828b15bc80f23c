import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

@Suite("Spending credit", .timeLimit(.minutes(15)))
struct SpendingCredit {
  @Test(arguments: Engine.underTest)
  func `two tills never spend the same credit`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let nora = try await shop.addCustomer(credit: 10_000)
    let won = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 {
        group.addTask {
          let (money, cause) = (Money(minorUnits: 10_000, currency: shop.euro), shop.creditCause("sale"))
          return try await shop.refusal { _ = try await shop.database.write { try $0.customers.spendCredit(nora, money, cause) } } == nil
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(won == 1)
    let entries = try await shop.database.read { try $0.customers.creditEntries(of: nora, page: PageRequest()).elements }
    #expect(entries.reduce(0) { $0 + $1.delta } == 0)
    #expect(try await shop.database.read { try $0.customers.take(nora).storeCredit } == 0)
  }

  @Test(arguments: Engine.underTest)
  func `credit of another currency is refused`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let nora = try await shop.addCustomer(credit: 10_000)
    let (money, cause) = (Money(minorUnits: 1, currency: try #require(Currency("USD"))), shop.creditCause("sale"))
    let refused = try await shop.refusal { _ = try await shop.database.write { try $0.customers.spendCredit(nora, money, cause) } }
    #expect(refused == .validationFailed)
  }

  @Test(arguments: Engine.underTest)
  func `a gift card is spent to its last cent and no further`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let card = GiftCard(
      id: shop.ids.next(), code: "ABCD-2345", balance: 500, currency: shop.euro, expiresAt: nil, createdAt: shop.now)
    let cause = shop.creditCause("issued")
    try await shop.database.write { try $0.giftCards.add(card, cause) }
    let money = Money(minorUnits: 300, currency: shop.euro)
    let left = try await shop.database.write { try $0.giftCards.spend("abcd-2345", money, cause).balance }
    #expect(left == 200)
    let again = try await shop.refusal { _ = try await shop.database.write { try $0.giftCards.spend("ABCD-2345", money, cause) } }
    #expect(again == .insufficientCredit)
  }

  @Test(arguments: Engine.underTest)
  func `an expired card and a wrong code read alike`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let card = GiftCard(
      id: shop.ids.next(), code: "ABCD-2345", balance: 500, currency: shop.euro, expiresAt: shop.now, createdAt: shop.now)
    let (cause, money) = (shop.creditCause("sale"), Money(minorUnits: 300, currency: shop.euro))
    try await shop.database.write { try $0.giftCards.add(card, cause) }
    for code in ["ABCD-2345", "WXYZ-6789"] {
      let refused = try await shop.refusal { _ = try await shop.database.write { try $0.giftCards.spend(code, money, cause) } }
      #expect(refused == .validationFailed)
    }
  }
}

extension StockedShop {
  fileprivate func creditCause(_ reason: String) -> CreditCause {
    CreditCause(reason: reason, orderID: nil, actorName: "Nora", now: now, ids: ids)
  }

  fileprivate func addCustomer(credit: Int64) async throws -> ID<Customer> {
    var customer = Customer(id: ids.next(), createdAt: now)
    customer.name = "Nora Lind"
    let (made, cause, money) = (customer, creditCause("goodwill"), Money(minorUnits: credit, currency: euro))
    try await database.write { tx in
      try tx.customers.add(made)
      try tx.customers.giveCredit(made.id, money, cause)
    }
    return customer.id
  }
}
