/// Members of an order that share the same taxes and the same kind of price; each tax is computed on their sum (rules M5, M17).
struct TaxGroup {
  /// The taxes in the order in which the first member has them.
  let rates: [TaxRate]
  /// The same taxes sorted, to compare them as a set.
  let key: [TaxRate]
  let includesTax: Bool
  private(set) var members: [Int] = []
  /// The members' amounts and their sum, as quoted.
  private(set) var weights: [Int64] = []
  private(set) var sum: Int64 = 0
  /// Each tax on the sum, and its share on each member; in the order of `rates`.
  var taxes: [Int64] = []
  var shares: [[Int64]] = []

  /// Where a member is: the group and its place in there.
  struct Place {
    let group: Int
    let member: Int
  }

  init(rates: [TaxRate], key: [TaxRate], includesTax: Bool) {
    self.rates = rates
    self.key = key
    self.includesTax = includesTax
  }

  /// Takes the member in and says at which place.
  mutating func add(_ member: Int, amount: Int64) -> Int {
    members.append(member)
    weights.append(amount)
    sum += amount
    return members.count - 1
  }

  /// The taxes in an order that does not depend on how they were listed.
  static func key(of rates: [TaxRate]) -> [TaxRate] {
    guard rates.count > 1 else { return rates }
    return rates.sorted { $0.rate != $1.rate ? $0.rate < $1.rate : $0.title < $1.title }
  }

  /// Each tax on `sum`, by itself, rounded once (rules M5, M7, M17): outside the price at its rate; within it at rate ÷ (1 + all
  /// rates), never more together than the price itself. Nil where one leaves the range.
  func roundedTaxes(_ rounding: Rounding) -> [Int64]? {
    let allRates = rates.reduce(0) { $0 + $1.rate.partsPerMillion }
    let divisor = includesTax ? Rate.whole + allRates : Rate.whole
    var left = sum
    var result: [Int64] = []
    for tax in rates {
      guard var amount = rounding.product(sum, tax.rate.partsPerMillion, dividedBy: divisor) else { return nil }
      if includesTax {
        // Many high taxes on a few cents could else round up to more than there is.
        amount = sum < 0 ? max(amount, left) : min(amount, left)
        left -= amount
      }
      result.append(amount)
    }
    return result
  }

  /// The shares of `taxes` on the members, each adding up to its tax (rule M5).
  func allocated(_ taxes: [Int64]) -> [[Int64]] {
    if includesTax, taxes.count > 1, weights.count > 1, weights.allSatisfy({ $0 >= 0 }) {
      return LargestRemainder.jointShares(of: taxes, weights: weights, sum: sum)
    }
    return taxes.map { LargestRemainder.shares(of: $0, weights: weights, sum: sum) }
  }
}
