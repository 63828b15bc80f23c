extension Refusal {
  /// 409: the customer's store credit does not cover the amount.
  package static func insufficientStoreCredit(_ left: Int64) -> Refusal {
    Refusal(.insufficientCredit, "The customer's store credit does not cover this; \(left) is left.")
  }

  /// 409: what is on the gift card does not cover the amount.
  package static func insufficientGiftCard(_ left: Int64) -> Refusal {
    Refusal(.insufficientCredit, "The gift card does not cover this; \(left) is left on it.")
  }

  /// 422 for a code that no valid gift card of that currency has; a wrong code and an expired card read alike.
  package static func unknownGiftCard(_ field: String) -> Refusal {
    .invalid(field, "unknown", "There is no valid gift card with this code.")
  }
}
