/// The one rounding of the shop: to the nearest whole number, halves away from zero, the same for refunds (rule M7).
enum Rounding {
  /// `left × right ÷ divisor`, rounded; nil where the result does not fit. The product is formed in 128 bits, so it cannot overflow.
  ///
  /// `divisor` is positive.
  @inline(__always)
  static func product(_ left: Int64, _ right: Int64, dividedBy divisor: Int64) -> Int64? {
    let (product, isOverflow) = left.multipliedReportingOverflow(by: right)
    if !isOverflow {
      // Truncated towards zero; away from it by one where the rest is at least half of the divisor.
      let (quotient, rest) = product.quotientAndRemainder(dividingBy: divisor)
      guard rest.magnitude >= divisor.magnitude - rest.magnitude else { return quotient }
      return product < 0 ? quotient - 1 : quotient + 1
    }
    return wideProduct(left, right, dividedBy: divisor)
  }

  @inline(never)
  private static func wideProduct(_ left: Int64, _ right: Int64, dividedBy divisor: Int64) -> Int64? {
    let product = Int128(left) * Int128(right)
    let (quotient, rest) = product.quotientAndRemainder(dividingBy: Int128(divisor))
    let isAway = rest.magnitude >= UInt128(divisor.magnitude) - rest.magnitude
    return Int64(exactly: isAway ? (product < 0 ? quotient - 1 : quotient + 1) : quotient)
  }
}
