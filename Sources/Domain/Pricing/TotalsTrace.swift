/// How each cent of an order came about, step by step, in the order in which the steps were taken (behind "Explain this total").
///
/// Filled by the very function that computes the totals, and only when asked for: else nothing is recorded and nothing is paid.
package struct TotalsTrace: Sendable {
  package private(set) var steps: [TotalsStep] = []
  let isRecording: Bool

  init(isRecording: Bool) { self.isRecording = isRecording }

  @inline(__always)
  mutating func note(
    _ rule: MoneyRule, _ subject: TotalsSubject, _ operation: @autoclosure () -> TotalsOperation, base: Int64, result: Int64
  ) {
    guard isRecording else { return }
    steps.append(TotalsStep(rule: rule, subject: subject, operation: operation(), base: base, result: result))
  }
}

/// One step: `operation` turned `base` into `result`, both in minor units, because of `rule`.
package struct TotalsStep: Hashable, Sendable {
  package let rule: MoneyRule
  package let subject: TotalsSubject
  package let operation: TotalsOperation
  package let base: Int64
  package let result: Int64
}

/// The rules of `docs/rules.md` that a step may cite.
package enum MoneyRule: String, Hashable, Sendable, CaseIterable {
  case lineAmount = "M2"
  case lineDiscount = "M3"
  case orderDiscount = "M4"
  case tax = "M5"
  case charge = "M6"
  case sum = "M8"
  case severalTaxes = "M17"
  case afterTax = "M18"
}

/// What a step is about; indices are those of the input.
package enum TotalsSubject: Hashable, Sendable {
  case line(Int)
  case fee(Int)
  case shipping
  case order
}

/// What a step did.
package enum TotalsOperation: Hashable, Sendable {
  /// Quantity × unit price; the base is zero.
  case multiply(Quantity, UnitPrice)
  /// An amount as it was quoted; base and result are that amount.
  case quote
  /// The line's own discount at `index`, off what the ones before left.
  case ownDiscount(index: Int, DiscountValue)
  /// The order's reduction at `index`, off the sum of the lines.
  case reduction(index: Int, DiscountValue)
  /// The part of a reduction (its whole is `of`) that this line's amount, the base, bears.
  case reductionShare(index: Int, of: Int64)
  /// A tax on the sum of a group; the base is that sum.
  case tax(TaxRate, includesTax: Bool, group: Int)
  /// The part of a group's tax (its whole is `of`) that this amount, the base, bears.
  case taxShare(TaxRate, group: Int, of: Int64)
  /// Tax put on the amount, or found within it; the result is payable.
  case payable
  /// Added after tax, to the sum so far.
  case debit(index: Int)
  /// Taken off after tax, from the sum so far, cut to it.
  case credit(index: Int)
  /// Lines, shipping and fees together; then, as the last step of all, the total.
  case total
}
