/// Cuts amounts into whole shares that add up (rule M4).
///
/// Every share is first rounded down; the units left over go one each to the shares that lost the most, ties to the earlier. A
/// negative amount is cut like its opposite. No share exceeds its weight unless the amount exceeds the sum of the weights.
enum LargestRemainder {
  /// A share that lost something to rounding.
  struct Loss {
    let rest: Int64
    let index: Int

    /// Largest first, ties by place; a total order, so that the sort need not be stable.
    static func comesFirst(_ left: Loss, _ right: Loss) -> Bool {
      left.rest != right.rest ? left.rest > right.rest : left.index < right.index
    }
  }

  /// The shares of `amount`, one per weight, in the order of the weights; all zero where the weights add up to nothing.
  ///
  /// `sum` is the sum of the weights; its magnitude is at least that of `amount` or the amount is below 2^62.
  static func shares(of amount: Int64, weights: [Int64], sum: Int64) -> [Int64] {
    guard amount != 0, sum != 0 else { return [Int64](repeating: 0, count: weights.count) }
    guard weights.count > 1 else { return [amount] }
    var (shares, losses, left) = roundedDown(amount, weights: weights, sum: sum)
    if left > 0 {
      losses.sort(by: Loss.comesFirst)
      for loss in losses.prefix(Int(left)) { shares[loss.index] += 1 }
    }
    return amount < 0 ? shares.map { -$0 } : shares
  }

  /// The shares of several amounts over the same weights, none of them negative, so that the shares of one weight together never
  /// exceed it either; the amounts together are at most the sum of the weights.
  ///
  /// Two included taxes of 0.01 each over ten lines of 0.01 would else both fall on the first line, whose net would be negative. A
  /// left-over unit passes by a weight that is used up; where none is, every amount is cut as by ``shares(of:weights:sum:)``.
  static func jointShares(of amounts: [Int64], weights: [Int64], sum: Int64) -> [[Int64]] {
    guard sum != 0 else { return amounts.map { _ in [Int64](repeating: 0, count: weights.count) } }
    var room = weights
    let cuts = amounts.map { amount in
      let cut = roundedDown(amount, weights: weights, sum: sum)
      for index in weights.indices { room[index] -= cut.shares[index] }
      return cut
    }
    return cuts.map { cut in
      var (shares, losses, left) = cut
      guard left > 0 else { return shares }
      losses.sort(by: Loss.comesFirst)
      while left > 0 {
        for loss in losses where left > 0 && room[loss.index] > 0 {
          shares[loss.index] += 1
          room[loss.index] -= 1
          left -= 1
        }
      }
      return shares
    }
  }

  /// The shares of the amount's magnitude rounded down, what each lost, and the units that are left over.
  private static func roundedDown(_ amount: Int64, weights: [Int64], sum: Int64) -> (shares: [Int64], losses: [Loss], left: Int64) {
    var shares: [Int64] = []
    var losses: [Loss] = []
    shares.reserveCapacity(weights.count)
    losses.reserveCapacity(weights.count)
    var left = Int64(clamping: amount.magnitude)
    let isShort = !left.multipliedReportingOverflow(by: Int64(clamping: sum.magnitude)).overflow
    for (index, weight) in weights.enumerated() {
      let (share, rest) =
        isShort && weight >= 0 && sum > 0 && weight <= sum
        ? narrowShare(Int64(clamping: amount.magnitude), weight, sum) : wideShare(amount.magnitude, weight, sum)
      shares.append(share)
      losses.append(Loss(rest: rest, index: index))
      left -= share
    }
    return (shares, losses, left)
  }

  private static func narrowShare(_ amount: Int64, _ weight: Int64, _ sum: Int64) -> (share: Int64, rest: Int64) {
    let (share, rest) = (amount * weight).quotientAndRemainder(dividingBy: sum)
    return (share, rest)
  }

  /// The general case, allowances among the weights included: rounded down also below zero.
  private static func wideShare(_ amount: UInt64, _ weight: Int64, _ sum: Int64) -> (share: Int64, rest: Int64) {
    let divisor = Int128(sum.magnitude)
    let product = Int128(amount) * Int128(sum < 0 ? -weight : weight)
    let (share, rest) = product.quotientAndRemainder(dividingBy: divisor)
    return rest < 0
      ? (Int64(truncatingIfNeeded: share - 1), Int64(truncatingIfNeeded: rest + divisor))
      : (Int64(truncatingIfNeeded: share), Int64(truncatingIfNeeded: rest))
  }
}
