/// Who says which price rule a line has (rule M19).
package enum PriceRuleChoice: String, Sendable, CaseIterable {
  /// The best for the customer of those that apply by themselves.
  case automatic
  /// Somebody chose the one there is.
  case chosen
  /// Somebody wants none.
  case none
}

extension LineItem {
  /// Whether a rule may make the price: not where somebody set one, and not for what is in no catalogue.
  package var takesPriceRules: Bool {
    variantID != nil && listPrice != nil && (priceSource == .catalog || priceSource == .rule)
  }

  /// Takes the price that a rule gives; nil takes a rule's price away again and leaves any other price alone.
  package mutating func take(_ quote: PriceQuote?, now: Instant) {
    guard let listPrice, takesPriceRules else { return }
    if let quote {
      unitPrice = quote.unitPrice
      priceSource = .rule
    } else if priceRuleID != nil {
      unitPrice = listPrice
      priceSource = .catalog
    } else {
      return
    }
    priceRuleID = quote?.ruleID
    priceRuleTitle = quote?.ruleTitle
    priceTakenAt = now
  }

  /// Forgets every rule: the price is the caller's own from now on.
  package mutating func leavePriceRules() {
    priceRuleID = nil
    priceRuleTitle = nil
    priceRuleChoice = .automatic
  }
}
