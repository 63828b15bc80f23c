/// An amount in the minor unit of its currency (cents, yen, fils); may be negative (rule M1).
///
/// Arithmetic is checked: leaving the range or meeting another currency is a ``Refusal``, never a trap and never a wrap.
package struct Money: Hashable, Sendable {
  /// Whole minor units: 1234 in EUR is 12.34 euro.
  package let minorUnits: Int64
  package let currency: Currency

  package init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// The largest amount that a price, a line or a total may have, in minor units.
  package static let limit: Int64 = 1_000_000_000_000

  package static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency: currency) }

  package var isZero: Bool { minorUnits == 0 }
  package var isNegative: Bool { minorUnits < 0 }

  /// - Throws: `validationFailed` on another currency or on overflow.
  package func adding(_ other: Money) throws(Refusal) -> Money {
    try requireSameCurrency(as: other)
    let (sum, isOverflow) = minorUnits.addingReportingOverflow(other.minorUnits)
    guard !isOverflow else { throw .amountTooLarge("amount") }
    return Money(minorUnits: sum, currency: currency)
  }

  /// - Throws: `validationFailed` on another currency or on overflow.
  package func subtracting(_ other: Money) throws(Refusal) -> Money {
    try requireSameCurrency(as: other)
    let (difference, isOverflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
    guard !isOverflow else { throw .amountTooLarge("amount") }
    return Money(minorUnits: difference, currency: currency)
  }

  /// - Throws: `validationFailed` for the one amount that has no opposite, `Int64.min`.
  package func negated() throws(Refusal) -> Money {
    try Money.zero(currency).subtracting(self)
  }

  /// This amount cut into one share per weight by the largest remainder; the shares always add up to it (rule M4).
  ///
  /// Ties go to the earlier weight and a zero weight gets nothing. Where every weight is zero there is nothing to go by:
  /// every share is zero, and the caller keeps the amount.
  /// - Throws: `validationFailed` for a negative weight or weights whose sum leaves the range.
  package func split(by weights: [Int64]) throws(Refusal) -> [Money] {
    guard minorUnits > .min else { throw .amountTooLarge("amount") }
    var sum: Int64 = 0
    for weight in weights {
      let (next, isOverflow) = sum.addingReportingOverflow(weight)
      guard weight >= 0, !isOverflow else { throw .amountTooLarge("amount") }
      sum = next
    }
    let shares = LargestRemainder.shares(of: minorUnits, weights: weights, sum: sum)
    return shares.map { Money(minorUnits: $0, currency: currency) }
  }

  private func requireSameCurrency(as other: Money) throws(Refusal) {
    guard currency == other.currency else {
      throw .invalid("currency", "currency_mismatch", "Amounts in \(currency) and \(other.currency) cannot be added up.")
    }
  }
}
