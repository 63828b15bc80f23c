import Testing

@testable import Domain

struct RoundingHalves {
  @Test(
    arguments: [
      (5, 1, 10, 1), (-5, 1, 10, -1), (4, 1, 10, 0), (-4, 1, 10, 0), (15, 1, 10, 2), (25, 1, 10, 3), (-25, 1, 10, -3), (14, 1, 10, 1),
      (1, 1, 3, 0), (2, 1, 3, 1), (1, 1, 2, 1), (7, 3, 1, 21), (0, 9, 4, 0),
    ] as [(Int64, Int64, Int64, Int64)])
  func `halves go away from zero`(_ left: Int64, _ right: Int64, _ divisor: Int64, _ result: Int64) {
    #expect(Rounding.halfUp.product(left, right, dividedBy: divisor) == result)
  }

  @Test(
    arguments: [
      (5, 0), (15, 2), (25, 2), (35, 4), (-5, 0), (-15, -2), (-25, -2), (-35, -4), (4, 0), (6, 1), (14, 1), (16, 2), (24, 2), (26, 3),
      (-6, -1), (-24, -2), (-26, -3), (0, 0), (20, 2),
    ] as [(Int64, Int64)])
  func `with half even an exact half goes to the even neighbour, below zero alike`(_ tenths: Int64, _ result: Int64) {
    #expect(Rounding.halfEven.product(tenths, 1, dividedBy: 10) == result)
    // The same ratio, from eleven tenths on with a product beyond 64 bits.
    #expect(Rounding.halfEven.product(tenths, 900_000_000_000_000_000, dividedBy: 9_000_000_000_000_000_000) == result)
  }

  @Test func `the modes differ at exact halves alone, and by one`() {
    var random = RandomOrders(seed: 6)
    for _ in 0..<5000 {
      let left = random.number(-40_000...40_000)
      let right = random.number(0...2000)
      let divisor = random.number(1...400)
      let up = Rounding.halfUp.product(left, right, dividedBy: divisor)
      let even = Rounding.halfEven.product(left, right, dividedBy: divisor)
      let isHalf = (2 * left * right) % divisor == 0 && (2 * left * right / divisor) % 2 != 0
      #expect(isHalf ? even?.isMultiple(of: 2) == true : even == up)
      #expect(up.flatMap { up in even.map { (up - $0).magnitude <= 1 } } == true)
    }
  }

  @Test(arguments: Rounding.allCases)
  func `what is given back is rounded as what was taken`(_ rounding: Rounding) {
    for left in Int64(-500)...500 {
      for divisor in Int64(1)...24 {
        #expect(rounding.product(-left, 7, dividedBy: divisor) == rounding.product(left, 7, dividedBy: divisor).map { -$0 })
      }
    }
  }

  @Test func `a product beyond 64 bits is rounded like any other`() {
    #expect(Rounding.halfUp.product(.max, 2, dividedBy: 2) == .max)
    #expect(Rounding.halfUp.product(.max, 3, dividedBy: 6) == Int64.max / 2 + 1)
    #expect(Rounding.halfUp.product(.min, 3, dividedBy: 6) == Int64.min / 2)
    #expect(Rounding.halfUp.product(1_000_000_000, 10_000_000_000_000_000, dividedBy: 10_000_000) == 1_000_000_000_000_000_000)
    #expect(Rounding.halfUp.product(.max, .max, dividedBy: 1) == nil)
    #expect(Rounding.halfUp.product(.min, .min, dividedBy: 1) == nil)
    #expect(Rounding.halfUp.product(.max, .max, dividedBy: .max) == .max)
  }

  @Test(arguments: Rounding.allCases)
  func `short and wide products agree`(_ rounding: Rounding) {
    var random = RandomOrders(seed: 5)
    for _ in 0..<5000 {
      let left = random.number(-4_000_000_000...4_000_000_000)
      let right = random.number(0...2_000_000_000)
      let divisor = random.number(1...1_000_000)
      let twice = rounding.product(left, right, dividedBy: divisor)
      // The same ratio with both sides a million times as large goes the wide way.
      #expect(rounding.product(left * 1_000_000, right, dividedBy: divisor * 1_000_000) == twice)
    }
  }
}
