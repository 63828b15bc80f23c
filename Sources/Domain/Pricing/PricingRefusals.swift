extension Refusal {
  /// 409: somebody else got the last use meanwhile.
  package static func promotionUsedUp(_ promotion: Promotion) -> Refusal {
    let message = "\(promotion.shownName) was used as often as it may be."
    return Refusal(
      .conflict, message, failures: [FieldFailure(field: "promotions", code: "used_up", message: message, link: "#promotions")])
  }

  /// 409: this customer has used it as often as one customer may.
  package static func promotionUsedUpByCustomer(_ promotion: Promotion) -> Refusal {
    let message = "This customer has used \(promotion.shownName) as often as one customer may."
    return Refusal(
      .conflict, message, failures: [FieldFailure(field: "promotions", code: "used_up", message: message, link: "#promotions")])
  }

  /// 409: the customer's points do not cover what is to be spent.
  package static func insufficientPoints(_ left: Int64) -> Refusal {
    Refusal(.insufficientCredit, "The customer's points do not cover this; \(left) are left.")
  }
}
