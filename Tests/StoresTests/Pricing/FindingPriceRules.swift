import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

@Suite("Finding price rules", .timeLimit(.minutes(15)))
struct FindingPriceRules {
  private func rule(_ shop: StockedShop, _ targets: [GoodsTarget], change: (inout PriceRule) -> Void = { _ in }) async throws -> PriceRule {
    var rule = PriceRule(id: shop.ids.next(), title: "Wholesale", createdAt: shop.now)
    let half = try #require(Percentage(text: "50"))
    rule.prices = targets.map { RulePrice(target: $0, minimumQuantity: .zero, value: .percentage(half)) }
    change(&rule)
    try rule.settle()
    let made = rule
    try await shop.database.write { try $0.priceRules.add(made) }
    return made
  }

  @Test(arguments: Engine.underTest)
  func `a rule comes back as it was kept`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye")
    let made = try await rule(shop, [.variant(rye.id), .category("Bread"), .everything]) {
      $0.groups = ["Trade", "Friends"]
      $0.period = ValidPeriod(start: shop.now, end: shop.now.adding(seconds: 60))
      $0.isAutomatic = false
    }
    #expect(try await shop.database.read { try $0.priceRules.take(made.id) } == made)
    var changed = made
    changed.prices.removeFirst()
    changed.groups = []
    let saved = changed
    try await shop.database.write { try $0.priceRules.save(saved) }
    #expect(try await shop.database.read { try $0.priceRules.take(made.id) } == saved)
  }

  @Test(arguments: Engine.underTest)
  func `a variant is offered the prices that are about it and no others`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let (rye, mug) = (try await shop.addProduct("Rye") { $0.product.category = "Bread" }, try await shop.addProduct("Mug"))
    let both = try await rule(shop, [.variant(rye.id), .category("Bread"), .product(mug.productID)])
    let off = try await rule(shop, [.everything]) { $0.isActive = false }
    let byHand = try await rule(shop, [.everything]) { $0.isAutomatic = false }
    let ids = [rye.id, mug.id]
    let offers = try await shop.database.read { try $0.priceRules.offers(for: ids, chosen: [ID<PriceRule>]()) }
    #expect(
      offers[rye.id]?.map(\.id) == [both.id]
        && Set(offers[rye.id]?[0].prices.map(\.target) ?? []) == [.variant(rye.id), .category("Bread")])
    #expect(offers[mug.id]?.map { $0.prices.map(\.target) } == [[.product(mug.productID)]])
    let chosen = try await shop.database.read { try $0.priceRules.offers(for: ids, chosen: [byHand.id]) }
    #expect(Set(chosen[mug.id]?.map(\.id) ?? []) == [both.id, byHand.id] && !(chosen[mug.id] ?? []).contains { $0.id == off.id })
  }

  @Test(arguments: Engine.underTest)
  func `the shop knows whether it has to look for rules and promotions at all`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    func uses() async throws -> [Bool] {
      try await shop.database.read { tx in
        let settings = try tx.settings.current()
        return [settings.usesPriceRules, settings.usesPromotions]
      }
    }
    #expect(try await uses() == [false, false])
    _ = try await rule(shop, [.everything]) { $0.isAutomatic = false }
    #expect(try await uses() == [false, false])
    let made = try await rule(shop, [.everything])
    #expect(try await uses() == [true, false])
    try await shop.database.write { try $0.priceRules.remove(made.id) }
    #expect(try await uses() == [false, false])
  }
}
