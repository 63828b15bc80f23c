import Domain
import Stores
import Synchronization
import TestSupport
import Testing
import UseCases

@testable import SQLEngine

/// Every till makes drafts all day, so what rules and promotions cost there is counted in statements.
@Suite("What pricing costs", .timeLimit(.minutes(15)))
struct WhatPricingCosts {
  @Test(arguments: Engine.underTest)
  func `a shop without rules and promotions looks for none when a draft is made`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let statements = try await bakery.statementsOfADraft()
    print("\(statements.count) statements for a draft of a variant and a custom item")
    #expect(!statements.contains { $0.contains("price_rule_prices") || $0.contains("promotion_targets") })
    #expect(statements.filter { $0.contains("FROM settings") }.count == 1, "one row says that there is nothing to look for")
  }

  @Test(arguments: Engine.underTest)
  func `rules and promotions cost one statement each, however many there are`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let without = try await bakery.statementsOfADraft().count
    for _ in 0..<3 { try await bakery.addRule() }
    #expect(try await bakery.statementsOfADraft().count == without + 1)
    for _ in 0..<3 { try await bakery.addPromotion() }
    let all = try await bakery.statementsOfADraft()
    #expect(all.count == without + 2 + 3, "two to look, three to keep the adjustments that came")
    #expect(all.filter { $0.contains("price_rule_prices") }.count == 1)
    #expect(all.filter { $0.contains("promotion_targets") }.count == 1)
  }
}

/// Passes statements on and keeps their texts.
private final class CountingConnection: Connection {
  private let inner: any Connection
  private(set) var texts: [String] = []

  init(_ inner: any Connection) { self.inner = inner }

  var dialect: Dialect { inner.dialect }

  func rows(_ statement: SQL) throws -> [Row] {
    texts.append(statement.render(dialect).text)
    return try inner.rows(statement)
  }

  func changes(_ statement: SQL) throws -> Int {
    texts.append(statement.render(dialect).text)
    return try inner.changes(statement)
  }

  func enqueue(_ statement: SQL) throws {
    texts.append(statement.render(dialect).text)
    try inner.enqueue(statement)
  }

  func isWorthAnotherTry(_ accident: EngineError) -> Bool { inner.isWorthAnotherTry(accident) }

  /// Nothing is remembered: what a sale costs is counted as if it were the first.
  let record: (any Remembering)? = nil

  func executeSchema(_ statement: String) throws { try inner.executeSchema(statement) }
}

extension CornerBakery {
  /// The texts of all statements that making a draft of one variant and one custom item takes.
  fileprivate func statementsOfADraft() async throws -> [String] {
    let variant = try await variant()
    let price = try #require(UnitPrice(minorUnits: 300))
    return try await shop.write(by: owner) { work in
      let counting = CountingConnection(work.tx.connection)
      let counted = UnitOfWork(
        tx: Transaction(connection: counting), principal: work.principal, now: work.now, ids: work.ids, links: work.links)
      var request = NewOrder()
      var goods = NewLine(quantity: .one)
      goods.variantID = variant
      var custom = NewLine(quantity: .one)
      custom.title = "Gift wrap"
      custom.unitPrice = price
      request.lines = [goods, custom]
      _ = try counted.createOrder(request)
      return counting.texts
    }
  }

  fileprivate func variant() async throws -> ID<Variant> {
    let price = try #require(UnitPrice(minorUnits: 1000))
    return try await shop.write(by: owner) { work in
      let settings = try work.tx.settings.current()
      let product = Product(id: work.ids.next(), title: "Rye", createdAt: work.now)
      var variant = Variant(id: work.ids.next(), productID: product.id, currency: settings.currency, createdAt: work.now)
      variant.price = price
      try work.tx.catalog.add(ProductSheet(product: product, variants: [variant]))
      return variant.id
    }
  }

  fileprivate func addRule() async throws {
    let ten = try #require(Percentage(text: "10"))
    _ = try await shop.write(by: owner) { work in
      var changes = Changes<PriceRule>()
      changes.set(\.title, to: "Wholesale")
      changes.set(\.prices, to: [RulePrice(target: .everything, minimumQuantity: .zero, value: .percentage(ten))])
      return try work.createPriceRule(changes)
    }
  }

  fileprivate func addPromotion() async throws {
    let five = try #require(Percentage(text: "5"))
    _ = try await shop.write(by: owner) { work in
      var changes = Changes<Promotion>()
      changes.set(\.title, to: "Summer")
      changes.set(\.trigger, to: .automatic)
      changes.set(\.benefit, to: .money(.percentage(five)))
      return try work.createPromotion(changes)
    }
  }
}
