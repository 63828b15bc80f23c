import Domain
import Testing

/// Points: what an order earns and what it costs in them (rule M18).
struct CountingPoints {
  private func promotion(_ benefit: PromotionBenefit) -> Promotion {
    var promotion = Promotion(id: OrderFixture.ids.next(), title: "Points", createdAt: OrderFixture.now)
    promotion.benefit = benefit
    return promotion
  }

  @Test(arguments: [(199, 100, 2), (200, 100, 2), (201, 100, 3), (0, 100, 0), (5, 1, 5), (5, 0, 0)])
  func `a part of a point counts whole`(_ amount: Int64, _ value: Int64, _ expected: Int64) {
    #expect(Points.cost(of: amount, at: value) == expected)
  }

  @Test func `points are earned on the sum of the lines, rounded down once`() throws {
    let order = try OrderFixture.draft(150, 150, 99)
    #expect(order.pointsEarned(per: 100, promotions: [:]) == 3)
    #expect(order.pointsEarned(per: nil, promotions: [:]) == 0)
    #expect(order.pointsEarned(per: 1_000_000, promotions: [:]) == 0)
  }

  @Test func `promotions multiply points of their line or of all, and add some`() throws {
    let double = promotion(.pointsMultiplier(try #require(PointsMultiplier(text: "2"))))
    let half = promotion(.pointsMultiplier(try #require(PointsMultiplier(text: "1.5"))))
    let extra = promotion(.points(7, per: .unit))
    var order = try OrderFixture.draft(1000, 1000)
    order.lines[0].promotions = [LinePromotion(double), LinePromotion(extra)]
    order.lines[0].quantity = try #require(Quantity(text: "2.5"))
    order.adjustments = [Adjustment(half, id: OrderFixture.ids.next(), priceIncludesTax: true)]
    try order.recalculate()
    let known = Dictionary(uniqueKeysWithValues: [double, half, extra].map { ($0.id, $0) })
    #expect(order.totals.total.minorUnits == 3500, "points cost nothing")
    #expect(
      order.pointsEarned(per: 100, promotions: known) == 90 + 14, "25.00 × 2 × 1.5 and 10.00 × 1.5, and 7 for each of two whole units")
  }

  @Test func `no order earns more points than a customer can have`() throws {
    let most = promotion(.points(Points.limit, per: .unit))
    var order = try OrderFixture.draft(100)
    order.lines[0].promotions = [LinePromotion(most)]
    order.lines[0].quantity = try #require(Quantity(units: 1_000_000))
    #expect(order.pointsEarned(per: 1, promotions: [most.id: most]) == Points.limit)
  }

  @Test(arguments: ["0.99", "0", "101", "1.555", "-1", "2x", ""])
  func `a multiplier is from one to a hundred with at most two decimals`(_ text: String) {
    #expect(PointsMultiplier(text: text) == nil)
  }
}
