import Domain
import Testing

/// What a price rule makes of a list price (rule M19).
struct PricingByRules {
  private let now = OrderFixture.now
  private let rye = ID<Variant>(stored: "var_rye")

  private func price(_ value: RulePrice.Value, of target: GoodsTarget = .everything, from quantity: Int64 = 0) throws -> RulePrice {
    RulePrice(target: target, minimumQuantity: try #require(Quantity(units: quantity)), value: value)
  }

  private func percent(_ text: String) throws -> RulePrice.Value { .percentage(try #require(Percentage(text: text))) }

  private func amount(_ minorUnits: Int64) throws -> UnitPrice { try #require(UnitPrice(minorUnits: minorUnits)) }

  private func rule(_ prices: RulePrice..., madeAfter seconds: Int64 = 0, change: (inout PriceRule) -> Void = { _ in }) -> PriceRule {
    var rule = PriceRule(id: OrderFixture.ids.next(), title: "Wholesale", createdAt: now.adding(seconds: seconds))
    rule.prices = prices
    change(&rule)
    return rule
  }

  private func best(_ rules: [PriceRule], list: Int64 = 1000, quantity: Int64 = 1, groups: [String] = []) throws -> PriceQuote? {
    try .best(of: rules, list: amount(list), quantity: #require(Quantity(units: quantity)), groups: groups, rounding: .halfUp, at: now)
  }

  @Test(arguments: [
    ("1999", "25", "1499"), ("1000", "12.5", "875"), ("105", "50", "52"), ("1033.3", "10", "929.97"), ("0", "10", "0"), ("500", "100", "0"),
  ])
  func `a percentage off is rounded once, halves away from zero, and leaves whole prices whole`(
    _ list: String, _ percentage: String, _ expected: String
  ) throws {
    let price = try price(percent(percentage))
    #expect(price.unitPrice(from: try #require(UnitPrice(text: list)), .halfUp).text == expected)
  }

  @Test(arguments: [
    ("105", "50", "53"), ("115", "50", "57"), ("1.0001", "50", "0.5001"), ("1.0003", "50", "0.5001"), ("1999", "25", "1499"),
  ])
  func `where the order lets halves go to the even one, what a percentage takes off does so too`(
    _ list: String, _ percentage: String, _ expected: String
  ) throws {
    let price = try price(percent(percentage))
    #expect(price.unitPrice(from: try #require(UnitPrice(text: list)), .halfEven).text == expected)
  }

  @Test func `an amount off a unit never takes more than its price`() throws {
    #expect(try price(.amountOff(amount(300))).unitPrice(from: amount(1000), .halfUp) == amount(700))
    #expect(try price(.amountOff(amount(1500))).unitPrice(from: amount(1000), .halfUp) == .zero)
  }

  @Test func `of several rules the lowest price counts, of equal ones the older`() throws {
    let (five, ten) = (rule(try price(percent("5"))), rule(try price(.unitPrice(amount(900)))))
    #expect(try best([five, ten])?.ruleID == ten.id)
    let again = rule(try price(percent("10")), madeAfter: 60)
    #expect(try best([again, ten])?.ruleID == ten.id, "made first")
  }

  @Test func `a rule that is no better than the catalogue is none`() throws {
    #expect(try best([rule(try price(.unitPrice(amount(1000))))]) == nil)
    #expect(try best([rule(try price(.unitPrice(amount(1200))))]) == nil)
    #expect(try best([rule(try price(percent("0")))]) == nil)
  }

  @Test func `a rule that is off, over, not begun, by hand or for others does not come by itself`() throws {
    let half = try price(percent("50"))
    let (before, after) = (now.adding(seconds: -1), now.adding(seconds: 1))
    #expect(try best([rule(half) { $0.isActive = false }]) == nil)
    #expect(try best([rule(half) { $0.isAutomatic = false }]) == nil)
    #expect(try best([rule(half) { $0.period = ValidPeriod(start: nil, end: now) }]) == nil, "its end is the first moment it is over")
    #expect(try best([rule(half) { $0.period = ValidPeriod(start: after, end: nil) }]) == nil)
    #expect(try best([rule(half) { $0.period = ValidPeriod(start: now, end: after) }]) != nil)
    #expect(try best([rule(half) { $0.period = ValidPeriod(start: before, end: nil) }]) != nil)
    let trade = rule(half) { $0.groups = ["Trade", "Friends"] }
    #expect(try best([trade], groups: ["retail"]) == nil)
    #expect(try best([trade], groups: ["retail", "TRADE"]) != nil)
  }

  @Test func `within a rule the closest goods count, then the largest quantity that is reached`() throws {
    let rule = rule(
      try price(percent("1")), try price(percent("2"), of: .category("Bread")), try price(percent("20"), of: .category("Bread"), from: 10),
      try price(percent("5"), of: .variant(rye), from: 5), try price(percent("50"), of: .variant(rye), from: 50))
    let steps = try [1, 5, 10, 49, 50, 1000].map { try best([rule], quantity: $0)?.unitPrice.text }
    #expect(steps == ["980", "950", "950", "950", "500", "500"])
  }

  @Test func `a chosen rule gives the list price until its quantity is reached`() throws {
    let rule = rule(try price(percent("20"), from: 10))
    #expect(try PriceQuote.chosen(rule, list: amount(1000), quantity: .one, rounding: .halfUp).unitPrice == amount(1000))
    #expect(
      try PriceQuote.chosen(rule, list: amount(1000), quantity: #require(Quantity(units: 10)), rounding: .halfUp).unitPrice == amount(800))
  }

  @Test func `a rule has prices, each for other goods or another quantity`() throws {
    var empty = rule()
    #expect(throws: Refusal.self) { try empty.settle() }
    var twice = rule(try price(percent("1"), of: .category("Tea ")), try price(percent("2"), of: .category("Tea")))
    let refusal = #expect(throws: Refusal.self) { try twice.settle() }
    #expect(refusal?.failures.map(\.field) == ["prices[1].min_quantity"])
  }

  @Test func `a line takes a rule's price, keeps one of its own, and goes back to the list price`() throws {
    var line = LineItem(
      id: OrderFixture.ids.next(), variantID: rye, title: "Rye", quantity: .one, unitPrice: try amount(1000), listPrice: try amount(1000),
      priceSource: .catalog, priceTakenAt: now, priceIncludesTax: false, requiresShipping: false)
    let quote = try #require(try best([rule(try price(percent("10")))]))
    line.take(quote, now: now)
    #expect((line.unitPrice.text, line.priceRuleTitle) == ("900", "Wholesale") && line.priceSource == .rule)
    line.take(nil, now: now)
    #expect(line.unitPrice.text == "1000" && line.priceRuleID == nil && line.priceSource == .catalog)
    line.unitPrice = try amount(950)
    line.priceSource = .override
    line.take(quote, now: now)
    #expect(line.unitPrice.text == "950")
  }
}
