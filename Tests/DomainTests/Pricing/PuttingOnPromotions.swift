import Domain
import Testing

/// Which promotions come by themselves, which stay, and what stands alone (rule M20).
struct PuttingOnPromotions {
  private let now = OrderFixture.now
  private let rye = ID<Variant>(stored: "var_rye")
  private let euro: Currency

  init() throws { euro = try #require(Currency("EUR")) }

  private func promotion(_ percent: String = "10", _ scope: Promotion.Scope = .line, change: (inout Promotion) -> Void = { _ in }) throws
    -> Promotion
  {
    var promotion = Promotion(id: OrderFixture.ids.next(), title: "Summer \(percent)", createdAt: now)
    promotion.trigger = .automatic
    promotion.scope = scope
    promotion.benefit = .money(.percentage(try #require(Percentage(text: percent))))
    change(&promotion)
    return promotion
  }

  private func facts(_ promotions: Promotion..., variants: Set<ID<Variant>>? = nil, declined: Set<ID<Promotion>> = []) -> PromotionFacts {
    PromotionFacts(
      offers: promotions.map { PromotionOffer(promotion: $0, variants: variants) }, declined: declined, now: now, ids: OrderFixture.ids,
      currency: euro)
  }

  /// One rye bread at 10.00 of the catalogue and a custom item at 5.00.
  private func order(_ kept: Promotion...) throws -> Order {
    var order = try OrderFixture.draft(1000, 500)
    order.lines[0].variantID = rye
    order.lines[0].promotions = kept.map(LinePromotion.init)
    return order
  }

  private func applied(_ facts: PromotionFacts, to order: Order) throws -> Order {
    var order = order
    order.applyPromotions(facts, to: Set(order.lines.map(\.id)), new: [], withOrder: true)
    try order.recalculate()
    return order
  }

  @Test func `what comes by itself comes to its goods, not to custom items, and goes when it is over`() throws {
    let summer = try promotion()
    let with = try applied(facts(summer, variants: [rye]), to: order())
    #expect(with.lines.map { $0.promotions.map(\.id) } == [[summer.id], []])
    #expect(with.totals.total.minorUnits == 1400)
    let over = try promotion { $0.period = ValidPeriod(start: nil, end: now) }
    var ended = with
    ended.lines[0].promotions = [LinePromotion(over)]
    #expect(try applied(facts(over), to: ended).lines[0].promotions.isEmpty)
    #expect(try applied(facts(summer, variants: []), to: order()).lines[0].promotions.isEmpty)
  }

  @Test func `what somebody chose stays whatever else comes`() throws {
    let (chosen, summer) = (try promotion("5") { $0.trigger = .staff }, try promotion())
    let both = try applied(facts(chosen, summer), to: order(chosen))
    #expect(Set(both.lines[0].promotions.map(\.id)) == [chosen.id, summer.id])
    var ended = summer
    ended.isActive = false
    #expect(try applied(facts(chosen, ended), to: both).lines[0].promotions.map(\.id) == [chosen.id])
  }

  @Test func `promotions of a line are taken off by priority`() throws {
    let (late, early) = (try promotion("10") { $0.priority = 5 }, try promotion("20") { $0.priority = -5 })
    let order = try applied(facts(late, early), to: order())
    #expect(order.lines[0].promotions.map(\.id) == [early.id, late.id])
    #expect(order.lines[0].promotions.map(\.amount) == [200, 80])
  }

  @Test(arguments: [("14", 855), ("15", 850)])
  func `of what cannot be combined the better for the customer comes`(_ alone: String, _ expected: Int64) throws {
    let (single, first, second) = (try promotion(alone) { $0.isCombinable = false }, try promotion("5"), try promotion("10"))
    let order = try applied(facts(single, first, second), to: order())
    #expect(order.lines[0].totals?.total.minorUnits == expected, "5 % and 10 % together leave 8.55")
  }

  @Test(arguments: Rounding.allCases)
  func `which is the better is told with the order's own rounding`(_ rounding: Rounding) throws {
    let fixed = try promotion {
      ($0.isCombinable, $0.priority) = (false, -1)
      $0.benefit = .money(.fixed(minorUnits: 2, per: .line))
    }
    let half = try promotion("50") { $0.isCombinable = false }
    for scope in [Promotion.Scope.line, .order] {
      var (first, second) = (fixed, half)
      (first.scope, second.scope) = (scope, scope)
      var cart = try OrderFixture.draft(5, rounding: rounding)
      cart.lines[0].variantID = rye
      let order = try applied(facts(first, second), to: cart)
      let chosen = order.lines[0].promotions.map(\.id) + order.adjustments.compactMap(\.promotionID)
      #expect(chosen == [rounding == .halfUp ? second.id : first.id], "half of five is three or two, and two is no more than two")
      #expect(order.totals.total.minorUnits == (rounding == .halfUp ? 2 : 3))
    }
  }

  @Test func `nothing comes beside something chosen that stands alone`() throws {
    let (alone, summer) = (
      try promotion("5") {
        ($0.trigger, $0.isCombinable) = (.code, false)
        $0.code = "ALONE1"
      }, try promotion("50")
    )
    #expect(try applied(facts(alone, summer), to: order(alone)).lines[0].promotions.map(\.id) == [alone.id])
  }

  @Test func `those of the order stand before what was added by hand, keep their place, and stay away once declined`() throws {
    let (whole, second) = (try promotion("10", .order) { $0.priority = 2 }, try promotion("20", .order) { $0.priority = 1 })
    var order = try order()
    try order.add(
      Adjustment(
        id: OrderFixture.ids.next(), kind: .discount, title: nil, reason: nil, code: nil, value: .fixed(minorUnits: 100, per: .line),
        taxRates: [], priceIncludesTax: true))
    let with = try applied(facts(whole, second), to: order)
    #expect(with.adjustments.map(\.promotionID) == [second.id, whole.id, nil])
    #expect(with.adjustments.map(\.amount) == [300, 120, 100])
    #expect(try applied(facts(whole, second), to: with).adjustments == with.adjustments, "the same ones, with the same identities")
    #expect(try applied(facts(whole, second, declined: [second.id]), to: with).adjustments.map(\.promotionID) == [whole.id, nil])
  }

  @Test func `a used-up promotion and one for other money do not come`() throws {
    let used = try promotion { ($0.usageLimit, $0.uses) = (3, 3) }
    let dollars = try promotion { $0.benefit = .money(.fixed(minorUnits: 100, per: .line)) }
    let foreign = PromotionFacts(
      offers: [PromotionOffer(promotion: dollars, variants: nil)], declined: [], now: now, ids: OrderFixture.ids,
      currency: try #require(Currency("USD")))
    #expect(try applied(facts(used), to: order()).lines[0].promotions.isEmpty)
    #expect(try applied(foreign, to: order()).lines[0].promotions.isEmpty)
  }

  @Test func `a new line joins what a code gave the others`() throws {
    let tea = try promotion { ($0.trigger, $0.code) = (.code, "TEATIME") }
    var order = try order(tea)
    order.lines[1].variantID = rye
    order.applyPromotions(facts(tea), to: [order.lines[1].id], new: [order.lines[1].id], withOrder: true)
    #expect(order.lines[1].promotions.map(\.id) == [tea.id])
  }

  @Test func `a line whose promotions were chosen is left alone`() throws {
    var order = try order()
    order.lines[0].promotionsAreChosen = true
    #expect(try applied(facts(promotion()), to: order).lines[0].promotions.isEmpty)
  }

  @Test func `the gate names every promotion that is gone, over or used up`() throws {
    let over = try promotion { ($0.trigger, $0.code, $0.period) = (.code, "LATE99", ValidPeriod(start: nil, end: now)) }
    let used = try promotion { ($0.trigger, $0.code, $0.usageLimit, $0.uses) = (.code, "LAST99", 1, 1) }
    let each = try promotion { $0.usageLimitPerCustomer = 1 }
    let gone = try promotion()
    let order = try order(over, used, each, gone)
    let known = Dictionary(uniqueKeysWithValues: [over, used, each].map { ($0.id, $0) })
    let failures = order.promotionFailures(PromotionPlacing(promotions: known, usesByCustomer: [:], now: now))
    #expect(failures.map(\.code) == ["not_valid", "used_up", "required", "unknown"])
    #expect(failures.map(\.field) == ["lines[0].promotions[0]", "lines[0].promotions[1]", "customer_id", "lines[0].promotions[3]"])
  }
}
