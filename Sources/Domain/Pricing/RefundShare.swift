/// What is given back for a part of what was bought (rule M14).
///
/// Of `n` units sold for a payable amount, the first `j` are worth A(j) = the payable × j ÷ n, rounded down. A refund of `k` more units
/// is A(already + k) − A(already): however a return is cut up, the parts add up to exactly what was paid, and the discount of the
/// line goes back with its units instead of being spread over what stays.
package enum RefundShare {
  /// The amount due back for `returning` more of `quantity`, of which `returned` have already gone back.
  /// - Throws: `exceedsRefundable` where more would come back than was sold.
  package static func amount(of payable: Money, quantity: Quantity, returned: Quantity, returning: Quantity) throws(Refusal) -> Money {
    let before = returned.thousandths
    let after = before + returning.thousandths
    guard after <= quantity.thousandths else {
      throw Refusal(.exceedsRefundable, "Only \(FixedPointText.write(quantity.thousandths - before, places: 3)) can still be returned.")
    }
    guard quantity.thousandths > 0 else { return .zero(payable.currency) }
    let worth = cumulative(payable.minorUnits, after, quantity.thousandths) - cumulative(payable.minorUnits, before, quantity.thousandths)
    return Money(minorUnits: worth, currency: payable.currency)
  }

  /// `payable × part ÷ whole`, rounded towards zero; `part` is at most `whole`, so the result fits.
  private static func cumulative(_ payable: Int64, _ part: Int64, _ whole: Int64) -> Int64 {
    Int64(truncatingIfNeeded: Int128(payable) * Int128(part) / Int128(whole))
  }
}
