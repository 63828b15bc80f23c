import Domain
import Foundation

/// Random inputs of the totals, the same for the same seed: small prices, many ties, odd rates and mixed kinds of price on purpose.
struct RandomOrders {
  private var scramble: Scramble

  init(seed: UInt64) { scramble = Scramble(seed: seed) }

  /// How many orders a property is tried with, and from which seed; both can be set, to repeat or to widen a run.
  static func run() -> (count: Int, seed: UInt64) {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["COUNTERFOIL_PROPERTY_RUNS"].flatMap(Int.init) ?? 20_000
    let seed = environment["COUNTERFOIL_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64(UInt32.max))
    return (count, seed)
  }

  mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
    range.lowerBound + Int64(scramble.next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  mutating func chance(_ percent: Int64) -> Bool { number(0...99) < percent }

  mutating func pick<T>(_ choices: [T]) -> T { choices[Int(number(0...Int64(choices.count - 1)))] }

  mutating func order() -> TotalsInput {
    let rateSets = (0..<number(1...3)).map { _ in rates() }
    var input = TotalsInput(
      currency: pick(Self.currencies), taxesEnabled: chance(95), taxRounding: chance(25) ? .line : .document,
      rounding: pick(Rounding.allCases),
      lines: (0..<pick([0, 1, 1, 2, 3, 3, 5, 8, 30])).map { _ in line(pick(rateSets)) })
    input.reductions = (0..<pick([0, 0, 1, 1, 2])).map { _ in discount() }
    input.fees = (0..<pick([0, 0, 0, 1, 2])).map { _ in charge(pick(rateSets)) }
    input.debits = (0..<pick([0, 0, 0, 1])).map { _ in number(0...3000) }
    input.credits = (0..<pick([0, 0, 0, 1, 2])).map { _ in number(0...6000) }
    if chance(40) { input.shipping = charge(pick(rateSets)) }
    return input
  }

  private mutating func rates() -> [TaxRate] {
    (0..<pick([0, 1, 1, 1, 1, 2, 2, 3])).map { _ in TaxRate(title: pick(["VAT", "GST", "City", "State"]), rate: pick(Self.rates)) }
  }

  private mutating func line(_ rates: [TaxRate]) -> TotalsLine {
    let prices: [Int64] = [number(0...3), number(1...20_000), number(1...20_000), number(1...20_000), number(1_000_000...100_000_000)]
    let isFine = chance(15)
    let price = pick(prices) * 10_000 + (isFine ? pick([5000, number(1...9999)]) : 0)
    let thousandths = chance(75) ? number(1...9) * 1000 : pick([500, 1500, 2500, number(1...4000)])
    return TotalsLine(
      quantity: Quantity(thousandths: thousandths) ?? .one, unitPrice: UnitPrice(tenThousandths: price) ?? .zero,
      discounts: (0..<pick([0, 0, 0, 1, 1, 2])).map { _ in discount() }, taxRates: chance(15) ? rates.reversed() : rates,
      includesTax: chance(50), taxable: chance(90))
  }

  private mutating func discount() -> DiscountValue {
    guard chance(50) else { return .percentage(pick(Self.percentages)) }
    return .fixed(minorUnits: pick([0, 1, 10, 99, 500, 1026, 100_000]), per: chance(30) ? .unit : .line)
  }

  private mutating func charge(_ rates: [TaxRate]) -> TotalsCharge {
    TotalsCharge(amount: number(0...2000), taxRates: rates, includesTax: chance(50))
  }

  private static let currencies = ["EUR", "JPY", "KWD"].compactMap(Currency.init)
  private static let rates = ["21", "9", "20", "5", "0", "8.875", "10.75", "6.25", "0.1234", "50", "100"].compactMap(Rate.init(text:))
  private static let percentages = ["10", "5", "33.3333", "50", "0", "100", "12.5", "0.0001"].compactMap(Percentage.init(text:))
}
