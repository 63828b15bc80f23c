/// What a cash payment rounds the due amount to (rule M12): the nearest multiple of the step, halves away from zero, however the order
/// rounds.
///
/// Only the cash part of a payment is rounded, after tax; the difference is a figure of its own and never part of a total or a tax.
package struct CashRounding: Hashable, Sendable {
  /// The smallest coin in minor units; 1 rounds nothing.
  package let step: Int64

  /// Nil below 1.
  package init?(step: Int64) {
    guard step >= 1, step <= Money.limit else { return nil }
    self.step = step
  }

  package static let none = CashRounding(unchecked: 1)

  private init(unchecked step: Int64) { self.step = step }

  /// `due` as it is paid in cash, and what rounding added (negative where it took off).
  /// - Throws: `validationFailed` where the rounded amount leaves the range.
  package func round(_ due: Money) throws(Refusal) -> (payable: Money, difference: Money) {
    guard let steps = Rounding.halfUp.product(due.minorUnits, 1, dividedBy: step) else { throw .amountTooLarge("amount") }
    let (payable, isOverflow) = steps.multipliedReportingOverflow(by: step)
    guard !isOverflow else { throw .amountTooLarge("amount") }
    let rounded = Money(minorUnits: payable, currency: due.currency)
    return (rounded, try rounded.subtracting(due))
  }

  /// The step that is customary for a currency, offered at set-up; the shop's setting decides.
  ///
  /// The euro has none: Belgium, Finland, Ireland and the Netherlands round to 0.05, the others do not.
  package static func preset(for currency: Currency, country: String? = nil) -> CashRounding {
    switch currency.code {
    case "CAD", "AUD", "CHF": CashRounding(unchecked: 5)
    case "NZD": CashRounding(unchecked: 10)
    case "DKK": CashRounding(unchecked: 50)
    case "SEK", "NOK": CashRounding(unchecked: 100)
    case "EUR": ["BE", "FI", "IE", "NL"].contains(country ?? "") ? CashRounding(unchecked: 5) : .none
    default: .none
    }
  }
}
