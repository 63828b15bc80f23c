extension Refusal {
  /// An amount, or a sum of amounts, beyond ``Money/limit``; `field` as the caller named it.
  package static func amountTooLarge(_ field: String) -> Refusal {
    .invalid(field, "too_large", "An amount may be at most \(Money.limit) minor units.")
  }
}
