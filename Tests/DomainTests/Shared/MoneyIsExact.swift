import Testing

@testable import Domain

struct MoneyIsExact {
  private let euro = Currency("EUR")
  private let yen = Currency("JPY")

  @Test func `amounts of one currency are added and subtracted`() throws {
    let euro = try #require(euro)
    let ten = Money(minorUnits: 1000, currency: euro)
    let three = Money(minorUnits: 300, currency: euro)
    #expect(try ten.adding(three).minorUnits == 1300)
    #expect(try three.subtracting(ten).minorUnits == -700)
    #expect(try ten.negated().minorUnits == -1000)
    #expect(Money.zero(euro).isZero)
    #expect(try three.subtracting(ten).isNegative)
  }

  @Test func `amounts of two currencies do not mix`() throws {
    let one = Money(minorUnits: 1, currency: try #require(euro))
    let other = Money(minorUnits: 1, currency: try #require(yen))
    #expect(throws: Refusal.self) { try one.adding(other) }
    #expect(throws: Refusal.self) { try one.subtracting(other) }
  }

  @Test func `leaving the range is an error, not a wrap`() throws {
    let euro = try #require(euro)
    let most = Money(minorUnits: .max, currency: euro)
    let least = Money(minorUnits: .min, currency: euro)
    let one = Money(minorUnits: 1, currency: euro)
    #expect(throws: Refusal.self) { try most.adding(one) }
    #expect(throws: Refusal.self) { try least.subtracting(one) }
    #expect(throws: Refusal.self) { try least.negated() }
    #expect(throws: Refusal.self) { try least.split(by: [1, 1]) }
    #expect(throws: Refusal.self) { try one.split(by: [.max, 1]) }
    #expect(throws: Refusal.self) { try one.split(by: [-1]) }
  }

  @Test func `a split adds up, and ties go to the earlier`() throws {
    let euro = try #require(euro)
    func split(_ amount: Int64, _ weights: [Int64]) throws -> [Int64] {
      try Money(minorUnits: amount, currency: euro).split(by: weights).map(\.minorUnits)
    }
    #expect(try split(1000, [3333, 3333, 3334]) == [333, 333, 334])
    #expect(try split(1, [1, 1, 1]) == [1, 0, 0])
    #expect(try split(-2, [1, 1, 1]) == [-1, -1, 0])
    #expect(try split(100, [0, 1, 1]) == [0, 50, 50])
    #expect(try split(100, [0, 0]) == [0, 0])
    #expect(try split(100, []) == [])
    #expect(try split(.max, [1, 1, 1]) == [.max / 3 + 1, .max / 3, .max / 3])
    #expect(try split(.max, [.max - 1, 1]) == [.max - 1, 1])
  }

  @Test func `random splits add up and stay within one unit of the exact share`() throws {
    var random = RandomOrders(seed: 3)
    for _ in 0..<2000 {
      let weights = (0..<random.number(1...9)).map { _ in random.number(0...1_000_000_000_000) }
      let amount = random.number(-1_000_000_000_000...1_000_000_000_000)
      let sum = weights.reduce(0, +)
      guard sum > 0 else { continue }
      let shares = LargestRemainder.shares(of: amount, weights: weights, sum: sum)
      #expect(shares.reduce(0, +) == amount)
      for (share, weight) in zip(shares, weights) {
        #expect((Int128(share) * Int128(sum) - Int128(amount) * Int128(weight)).magnitude < UInt128(sum))
      }
    }
  }

  @Test func `an allowance among the weights bears its negative part`() {
    #expect(LargestRemainder.shares(of: 1, weights: [-3, 8], sum: 5) == [-1, 2])
    #expect(LargestRemainder.shares(of: -21, weights: [-100], sum: -100) == [-21])
    #expect(LargestRemainder.shares(of: -3, weights: [-100, -200, 50], sum: -250) == [-1, -3, 1])
    #expect(LargestRemainder.shares(of: 0, weights: [-5, 5], sum: 0) == [0, 0])
  }

  @Test func `several amounts over small weights leave no weight overdrawn`() {
    #expect(LargestRemainder.jointShares(of: [1, 1], weights: [1, 1, 1], sum: 3) == [[1, 0, 0], [0, 1, 0]])
    var random = RandomOrders(seed: 4)
    for _ in 0..<2000 {
      let weights = (0..<random.number(1...6)).map { _ in random.number(0...4) }
      let sum = weights.reduce(0, +)
      var left = sum
      let amounts = (0..<random.number(1...3)).map { _ in
        let amount = random.number(0...left)
        left -= amount
        return amount
      }
      let shares = LargestRemainder.jointShares(of: amounts, weights: weights, sum: sum)
      #expect(shares.map { $0.reduce(0, +) } == amounts)
      for (index, weight) in weights.enumerated() { #expect(shares.reduce(0) { $0 + $1[index] } <= weight) }
    }
  }
}
