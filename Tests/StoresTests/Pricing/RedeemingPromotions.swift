import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

@Suite("Redeeming promotions", .timeLimit(.minutes(15)))
struct RedeemingPromotions {
  @Test(arguments: Engine.underTest)
  func `the last use is redeemed by one of twenty orders`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let last = try await shop.addPromotion { ($0.usageLimit, $0.trigger, $0.code) = (1, .code, "LAST-ONE") }
    let orders = try await shop.addOrders(20)
    let now = shop.now
    let won = try await withThrowingTaskGroup(of: Bool.self) { group in
      for order in orders {
        group.addTask {
          try await shop.refusal { try await shop.database.write { try $0.promotions.redeem(last, for: order, of: nil, at: now) } } == nil
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(won == 1)
    #expect(try await shop.database.read { try $0.promotions.take(last.id).uses } == 1)
    #expect(try await shop.database.read { try $0.invariants.findings(at: now) } == [])
  }

  @Test(arguments: Engine.underTest)
  func `a customer's uses are numbered without going beyond the limit, gaps filled first`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let twice = try await shop.addPromotion { $0.usageLimitPerCustomer = 2 }
    let (orders, nora, now) = (try await shop.addOrders(4), try await shop.addNora(), shop.now)
    for order in orders.prefix(2) { try await shop.database.write { try $0.promotions.redeem(twice, for: order, of: nora, at: now) } }
    let third = try await shop.refusal {
      try await shop.database.write { try $0.promotions.redeem(twice, for: orders[2], of: nora, at: now) }
    }
    #expect(third == .conflict)
    try await shop.database.write { try $0.promotions.giveBack(of: orders[0]) }
    try await shop.database.write { try $0.promotions.redeem(twice, for: orders[3], of: nora, at: now) }
    #expect(try await shop.database.read { try $0.promotions.uses(of: [twice.id], by: nora) } == [twice.id: 2])
    #expect(try await shop.database.read { try $0.promotions.take(twice.id).uses } == 2)
  }

  @Test(arguments: Engine.underTest)
  func `one order redeems a promotion once`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let (summer, order, now) = (try await shop.addPromotion(), try await shop.addOrders(1)[0], shop.now)
    try await shop.database.write { try $0.promotions.redeem(summer, for: order, of: nil, at: now) }
    await #expect(throws: EngineError.self) {
      try await shop.database.write { try $0.promotions.redeem(summer, for: order, of: nil, at: now) }
    }
    #expect(try await shop.database.read { try $0.promotions.take(summer.id).uses } == 1)
  }

  @Test(arguments: Engine.underTest)
  func `no statement raises the count beyond the limit`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let limited = try await shop.addPromotion { $0.usageLimit = 3 }
    await #expect(throws: EngineError.self) {
      try await shop.database.write { try $0.execute("UPDATE promotions SET uses = 4 WHERE id = \(limited.id)") }
    }
  }

  @Test(arguments: Engine.underTest)
  func `a code is unique however it is written, and free again once its promotion is removed`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let first = try await shop.addPromotion { ($0.trigger, $0.code) = (.code, "Caf\u{E9}-10") }
    for same in ["CAFE\u{301}-10", "caf\u{E9}-10", "\u{FF23}af\u{E9}-10"] {
      let refused = try await shop.refusal { try await shop.addPromotion { ($0.trigger, $0.code) = (.code, same) } }
      #expect(refused == .validationFailed)
      #expect(try await shop.database.read { try $0.promotions.find(code: same)?.id } == first.id)
    }
    let now = shop.now
    try await shop.database.write { try $0.promotions.remove(first.id, at: now) }
    #expect(try await shop.database.read { try $0.promotions.find(code: "caf\u{E9}-10") } == nil)
    try await shop.addPromotion { ($0.trigger, $0.code) = (.code, "Caf\u{E9}-10") }
  }

  @Test(arguments: Engine.underTest)
  func `offers name the goods they are about, by variant, product and category`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye") { $0.product.category = "Bread" }
    let mug = try await shop.addProduct("Mug")
    let targets: [[GoodsTarget]] = [
      [.variant(rye.id)], [.product(rye.productID)], [.category("Bread")], [.variant(mug.id), .category("Bread")], [],
    ]
    var expected: [ID<Promotion>: Set<ID<Variant>>?] = [:]
    for target in targets {
      let made = try await shop.addPromotion { ($0.trigger, $0.scope, $0.targets) = (.automatic, .line, target) }
      expected.updateValue(target.isEmpty ? nil : target.contains(.variant(mug.id)) ? [rye.id, mug.id] : [rye.id], forKey: made.id)
    }
    _ = try await shop.addPromotion { $0.trigger = .staff }
    let ids = [rye.id, mug.id]
    let offers = try await shop.database.read { try $0.promotions.offers(for: ids, onOrder: [ID<Promotion>]()) }
    #expect(Dictionary(uniqueKeysWithValues: offers.map { ($0.promotion.id, $0.variants) }) == expected)
  }
}

extension StockedShop {
  @discardableResult
  fileprivate func addPromotion(_ change: @Sendable (inout Promotion) -> Void = { _ in }) async throws -> Promotion {
    var promotion = Promotion(id: ids.next(), title: "Summer", createdAt: now)
    promotion.benefit = .money(.fixed(minorUnits: 100, per: .line))
    change(&promotion)
    try promotion.settle()
    let made = promotion
    try await database.write { try $0.promotions.add(made) }
    return made
  }

  fileprivate func addOrders(_ count: Int) async throws -> [ID<Order>] {
    let (ids, now, euro) = (ids, now, euro)
    return try await database.write { tx in
      try (0..<count).map { number in
        let order = Order(
          id: ids.next(), clientID: nil, draftNumber: Int64(number) + 1, channel: .api, currency: euro, pricesIncludeTax: false,
          taxesEnabled: true, taxRounding: .document, rounding: .halfUp, createdAt: now)
        try tx.orders.add(order, contentHash: nil)
        return order.id
      }
    }
  }

  fileprivate func addNora() async throws -> ID<Customer> {
    var customer = Customer(id: ids.next(), createdAt: now)
    customer.name = "Nora Lind"
    let made = customer
    try await database.write { try $0.customers.add(made) }
    return made.id
  }
}
