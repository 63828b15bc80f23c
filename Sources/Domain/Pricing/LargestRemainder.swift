/// Cuts an amount into whole shares that add up (rule M4).
///
/// Every share is first rounded down; the units left over go one each to the shares that lost the most, ties to the earlier.
/// No share exceeds its weight unless the amount exceeds the sum of the weights.
enum LargestRemainder {
  /// The shares of `amount`, one per weight, in the order of the weights.
  ///
  /// `sum` is the sum of the weights. Where it is zero every share is zero.
  static func shares(of amount: Int64, weights: [Int64], sum: Int64) -> [Int64] {
    var shares = [Int64](repeating: 0, count: weights.count)
    guard amount != 0, sum != 0 else { return shares }
    let whole = Int128(amount.magnitude)
    let divisor = Int128(sum.magnitude)
    let isOpposite = (amount < 0) != (sum < 0)
    var remainders: [(rest: Int64, index: Int)] = []
    remainders.reserveCapacity(weights.count)
    var left = Int128(amount)
    for (index, weight) in weights.enumerated() {
      let product = isOpposite ? -(whole * Int128(weight)) : whole * Int128(weight)
      var (quotient, rest) = product.quotientAndRemainder(dividingBy: divisor)
      if rest < 0 {
        quotient -= 1
        rest += divisor
      }
      shares[index] = Int64(truncatingIfNeeded: quotient)
      left -= quotient
      remainders.append((Int64(truncatingIfNeeded: rest), index))
    }
    guard left > 0 else { return shares }
    remainders.sort { $0.rest != $1.rest ? $0.rest > $1.rest : $0.index < $1.index }
    for (_, index) in remainders.prefix(Int(left)) { shares[index] += 1 }
    return shares
  }
}
