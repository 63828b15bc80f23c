/// The one rounding of the shop: to the nearest whole number, the same for refunds (rule M7). The shop decides where an exact half goes;
/// every order keeps what was decided when it was made.
package enum Rounding: String, Hashable, Sendable, CaseIterable {
  /// Halves away from zero.
  case halfUp = "half_up"
  /// Halves to the even one of the two neighbours, so that as many go up as down.
  case halfEven = "half_even"

  /// `left × right ÷ divisor`, rounded; nil where the result does not fit. The product is formed in 128 bits, so it cannot overflow.
  ///
  /// `divisor` is positive.
  @inline(__always)
  func product(_ left: Int64, _ right: Int64, dividedBy divisor: Int64) -> Int64? {
    let (product, isOverflow) = left.multipliedReportingOverflow(by: right)
    if !isOverflow {
      // Truncated towards zero; away from it by one where the rest is more than half of the divisor, or the half goes away.
      let (quotient, rest) = product.quotientAndRemainder(dividingBy: divisor)
      let missing = divisor.magnitude - rest.magnitude
      guard rest.magnitude > missing || (rest.magnitude == missing && (self == .halfUp || !quotient.isMultiple(of: 2))) else {
        return quotient
      }
      return product < 0 ? quotient - 1 : quotient + 1
    }
    return wideProduct(left, right, dividedBy: divisor)
  }

  @inline(never)
  private func wideProduct(_ left: Int64, _ right: Int64, dividedBy divisor: Int64) -> Int64? {
    let product = Int128(left) * Int128(right)
    let (quotient, rest) = product.quotientAndRemainder(dividingBy: Int128(divisor))
    let missing = UInt128(divisor.magnitude) - rest.magnitude
    let isAway = rest.magnitude > missing || (rest.magnitude == missing && (self == .halfUp || !quotient.isMultiple(of: 2)))
    return Int64(exactly: isAway ? (product < 0 ? quotient - 1 : quotient + 1) : quotient)
  }
}
