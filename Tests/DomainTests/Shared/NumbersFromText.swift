import Domain
import Testing

struct NumbersFromText {
  static let garbage = [
    "", " ", "-1", "+1", "1e3", "1E3", "1,5", ".5", "5.", "00", "01", "1.", "1..2", "1.2.3", " 1", "1 ", "1\n", "12abc", "0x1", "NaN",
    "inf", "１２", "٣", "1\u{301}", "1_000", "99999999999999999999", "1.23456", "\u{0}1",
  ]

  @Test(arguments: garbage)
  func `what is no number of the grammar is refused to the last byte`(_ text: String) {
    #expect(Quantity(text: text) == nil)
    #expect(UnitPrice(text: text) == nil)
    #expect(Percentage(text: text) == nil)
    #expect(Rate(text: text) == nil)
  }

  @Test(arguments: [("0", 0), ("1", 1000), ("1.5", 1500), ("0.001", 1), ("1000000", 1_000_000_000), ("2.50", 2500)] as [(String, Int64)])
  func `a quantity is read in thousandths`(_ text: String, _ thousandths: Int64) {
    #expect(Quantity(text: text)?.thousandths == thousandths)
  }

  @Test func `a quantity has three decimals and an end`() {
    #expect(Quantity(text: "0.0001") == nil)
    #expect(Quantity(text: "1000000.001") == nil)
    #expect(Quantity(units: 1_000_001) == nil)
    #expect(Quantity(thousandths: -1) == nil)
    #expect(Quantity(units: .max) == nil)
    #expect(Quantity(text: "2.500")?.text == "2.5")
    #expect(Quantity(text: "10")?.text == "10")
    #expect(Quantity(text: "0.010")?.text == "0.01")
    #expect(Quantity(units: 3)?.wholeUnits == 3)
    #expect(Quantity(text: "1.5")?.wholeUnits == nil)
    #expect(Quantity.one.adding(.one)?.text == "2")
    #expect(Quantity(thousandths: Quantity.limit)?.adding(.one) == nil)
    #expect(Quantity.zero.subtracting(.one) == nil)
  }

  @Test func `a unit price has four decimals of a minor unit and an end`() {
    #expect(UnitPrice(text: "1033.3")?.tenThousandths == 10_333_000)
    #expect(UnitPrice(text: "1033.30")?.text == "1033.3")
    #expect(UnitPrice(text: "0.0001")?.tenThousandths == 1)
    #expect(UnitPrice(text: "1000000000000")?.tenThousandths == UnitPrice.limit)
    #expect(UnitPrice(text: "1000000000000.0001") == nil)
    #expect(UnitPrice(minorUnits: Money.limit + 1) == nil)
    #expect(UnitPrice(minorUnits: -1) == nil)
    #expect(UnitPrice(minorUnits: 300)?.wholeMinorUnits == 300)
    #expect(UnitPrice(text: "0.5")?.wholeMinorUnits == nil)
  }

  @Test func `percentages end at a hundred, rates at a thousand`() {
    #expect(Percentage(text: "100")?.partsPerMillion == 1_000_000)
    #expect(Percentage(text: "100.0001") == nil)
    #expect(Percentage(text: "12.5000")?.text == "12.5")
    #expect(Rate(text: "8.875")?.partsPerMillion == 88_750)
    #expect(Rate(text: "8.8750")?.text == "8.875")
    #expect(Rate(text: "1000")?.text == "1000")
    #expect(Rate(text: "1000.0001") == nil)
    #expect(Rate(partsPerMillion: -1) == nil)
  }

  @Test func `what is written is read back`() throws {
    var random = RandomOrders(seed: 6)
    for _ in 0..<5000 {
      let quantity = try #require(Quantity(thousandths: random.number(0...Quantity.limit)))
      #expect(Quantity(text: quantity.text) == quantity)
      let price = try #require(UnitPrice(tenThousandths: random.number(0...UnitPrice.limit)))
      #expect(UnitPrice(text: price.text) == price)
      let rate = try #require(Rate(partsPerMillion: random.number(0...Rate.limit)))
      #expect(Rate(text: rate.text) == rate)
    }
  }
}
