import Testing

@testable import Domain

struct RoundingHalves {
  @Test(
    arguments: [
      (5, 1, 10, 1), (-5, 1, 10, -1), (4, 1, 10, 0), (-4, 1, 10, 0), (15, 1, 10, 2), (25, 1, 10, 3), (-25, 1, 10, -3), (14, 1, 10, 1),
      (1, 1, 3, 0), (2, 1, 3, 1), (1, 1, 2, 1), (7, 3, 1, 21), (0, 9, 4, 0),
    ] as [(Int64, Int64, Int64, Int64)])
  func `halves go away from zero`(_ left: Int64, _ right: Int64, _ divisor: Int64, _ result: Int64) {
    #expect(Rounding.product(left, right, dividedBy: divisor) == result)
  }

  @Test func `a product beyond 64 bits is rounded like any other`() {
    #expect(Rounding.product(.max, 2, dividedBy: 2) == .max)
    #expect(Rounding.product(.max, 3, dividedBy: 6) == Int64.max / 2 + 1)
    #expect(Rounding.product(.min, 3, dividedBy: 6) == Int64.min / 2)
    #expect(Rounding.product(1_000_000_000, 10_000_000_000_000_000, dividedBy: 10_000_000) == 1_000_000_000_000_000_000)
    #expect(Rounding.product(.max, .max, dividedBy: 1) == nil)
    #expect(Rounding.product(.min, .min, dividedBy: 1) == nil)
    #expect(Rounding.product(.max, .max, dividedBy: .max) == .max)
  }

  @Test func `short and wide products agree`() {
    var random = RandomOrders(seed: 5)
    for _ in 0..<5000 {
      let left = random.number(-4_000_000_000...4_000_000_000)
      let right = random.number(0...2_000_000_000)
      let divisor = random.number(1...1_000_000)
      let twice = Rounding.product(left, right, dividedBy: divisor)
      // The same ratio with both sides a million times as large goes the wide way.
      #expect(Rounding.product(left * 1_000_000, right, dividedBy: divisor * 1_000_000) == twice)
    }
  }
}
