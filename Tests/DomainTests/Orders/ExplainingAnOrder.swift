import Domain
import Testing

struct ExplainingAnOrder {
  private func order(_ price: Int64, taxes: [TaxRate] = [], includesTax: Bool = true, list: Int64? = nil) throws -> Order {
    var order = try OrderFixture.draft(price)
    let id = try #require(order.lines.first?.id)
    try order.change(id) { line in
      line.taxRates = taxes
      line.priceIncludesTax = includesTax
      line.listPrice = list.flatMap(UnitPrice.init(minorUnits:))
    }
    return order
  }

  private func vat(_ text: String) throws -> TaxRate { TaxRate(title: "VAT", rate: try #require(Rate(text: text))) }

  @Test func `a promotion is a step of its line`() throws {
    var order = try order(9800)
    let id = try #require(order.lines.first?.id)
    let value = DiscountValue.percentage(try #require(Percentage(text: "15")))
    try order.change(id) { $0.promotions = [LinePromotion(id: OrderFixture.ids.next(), title: "Spring trees", code: nil, value: value)] }
    let steps = try order.explained().rows[0].steps
    #expect(steps.map(\.title) == ["1 × 98.00", "Promotion Spring trees"])
    #expect(steps.map(\.arithmetic) == ["quantity × price", "98.00 × 15% = 14.70"])
    #expect(steps.map(\.amount) == [9800, -1470])
  }

  @Test func `a price of its own is remarked, and the remark adds nothing`() throws {
    let explanation = try order(1665, list: 1850).explained()
    #expect(explanation.rows[0].steps.map(\.amount) == [nil, nil, 1665])
    #expect(explanation.rows[0].steps[1].arithmetic.hasPrefix("16.65 instead of 18.50"))
    #expect(explanation.rows[0].amount == 1665)
  }

  @Test func `tax on top is a step, tax within is none`() throws {
    let within = try order(1210, taxes: [vat("21")]).explained()
    #expect(within.rows[0].steps.count == 1)
    #expect(within.groups[0].net == 1000)
    #expect(within.groups[0].taxes[0].arithmetic == "12.10 × 21 ÷ 121 = 2.10")
    let onTop = try order(1000, taxes: [vat("21")], includesTax: false).explained()
    #expect(onTop.rows[0].steps.last?.amount == 210)
    #expect(onTop.rows[0].amount == 1210)
    #expect(onTop.groups[0].gross == 1210)
  }

  @Test(
    arguments: [(Rounding.halfUp, "rounded half away from zero", 4898), (.halfEven, "rounded half to even", 4899)]
      as [(Rounding, String, Int64)])
  func `a step says how the order rounds`(_ rounding: Rounding, _ words: String, _ total: Int64) throws {
    var order = try OrderFixture.draft(9797, rounding: rounding)
    let id = try #require(order.lines.first?.id)
    let half = DiscountValue.percentage(try #require(Percentage(text: "50")))
    try order.change(id) { $0.discounts = [Discount(value: half, title: nil, reason: nil)] }
    let explanation = try order.explained()
    #expect(explanation.rows[0].steps.last?.arithmetic == "97.97 × 50% = 48.985, \(words)")
    #expect(explanation.total.minorUnits == total)
  }

  @Test(arguments: ["JPY", "EUR", "KWD"])
  func `amounts have the decimals of their currency`(code: String) throws {
    let currency = try #require(Currency(code))
    var order = Order(
      id: OrderFixture.ids.next(), clientID: nil, draftNumber: 1, channel: .phone, currency: currency, pricesIncludeTax: true,
      taxesEnabled: true, taxRounding: .document, rounding: .halfUp, createdAt: OrderFixture.now)
    try order.add(
      LineItem(
        id: OrderFixture.ids.next(), title: "Rye", quantity: .one, unitPrice: try #require(UnitPrice(text: "12345.5")),
        priceSource: .custom,
        priceTakenAt: OrderFixture.now, priceIncludesTax: true, requiresShipping: false))
    let expected = ["JPY": "1 × 12345.5", "EUR": "1 × 123.455", "KWD": "1 × 12.3455"]
    #expect(try order.explained().rows[0].steps[0].title == expected[code])
  }

  @Test func `the largest amounts are explained, not overflowed`() throws {
    let explanation = try order(Money.limit, taxes: [vat("999.9999")]).explained()
    #expect(explanation.checks.map(\.holds) == [true, true, true])
    #expect(explanation.total.minorUnits == Money.limit)
  }
}
