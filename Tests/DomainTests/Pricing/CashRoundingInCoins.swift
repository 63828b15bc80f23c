import Domain
import JSON
import Testing

struct CashRoundingInCoins {
  @Test func `cash is rounded to the nearest step, halves away from zero`() throws {
    for vector in try PricingFixtures.document("cash.json")["vectors"].elements {
      let currency = try #require(Currency(try vector["currency"].text))
      let rounding = try #require(CashRounding(step: try vector["step"].integer))
      let (payable, difference) = try rounding.round(Money(minorUnits: try vector["amount"].integer, currency: currency))
      let (name, expected, added) = (try vector["name"].text, try vector["payable"].integer, try vector["rounding"].integer)
      #expect(payable.minorUnits == expected, "\(name)")
      #expect(difference.minorUnits == added, "\(name)")
    }
  }

  @Test func `change is counted from the rounded amount`() throws {
    let euro = try #require(Currency("EUR"))
    let due = try #require(CashRounding(step: 5)).round(Money(minorUnits: 23_089, currency: euro)).payable
    #expect(try Money(minorUnits: 23_100, currency: euro).subtracting(due).minorUnits == 10)
  }

  @Test(
    arguments: [
      ("CAD", nil, 5), ("AUD", nil, 5), ("CHF", nil, 5), ("NZD", nil, 10), ("DKK", nil, 50), ("SEK", nil, 100), ("NOK", nil, 100),
      ("EUR", nil, 1), ("EUR", "DE", 1), ("EUR", "BE", 5), ("EUR", "FI", 5), ("EUR", "NL", 5), ("EUR", "IE", 5), ("USD", "US", 1),
      ("JPY", nil, 1),
    ] as [(String, String?, Int64)])
  func `a currency brings its customary step`(_ code: String, _ country: String?, _ step: Int64) throws {
    #expect(CashRounding.preset(for: try #require(Currency(code)), country: country).step == step)
  }

  @Test func `a step below one is none, and the largest amount is refused instead of overflowing`() throws {
    #expect(CashRounding(step: 0) == nil)
    #expect(CashRounding(step: -5) == nil)
    let euro = try #require(Currency("EUR"))
    let rounding = try #require(CashRounding(step: 1000))
    #expect(throws: Refusal.self) { try rounding.round(Money(minorUnits: .max, currency: euro)) }
    #expect(throws: Refusal.self) { try rounding.round(Money(minorUnits: .min, currency: euro)) }
  }
}
