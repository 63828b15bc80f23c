/// The price of a line as a rule gives it, with the rule's name for the reader.
package struct PriceQuote: Hashable, Sendable {
  package let ruleID: ID<PriceRule>
  package let ruleTitle: String
  package let unitPrice: UnitPrice
}

extension PriceQuote {
  /// The best price for the customer among rules that apply by themselves: the lowest below the list price; of equal ones the older
  /// rule. Nil where the catalogue's price is as good.
  ///
  /// - Parameter rules: rules with the prices that are meant for the goods of the line.
  package static func best(
    of rules: [PriceRule], list: UnitPrice, quantity: Quantity, groups: [String], rounding: Rounding, at moment: Instant
  ) -> PriceQuote? {
    let quotes = rules.filter { $0.isAutomatic && $0.isValid(at: moment) && $0.isFor(groups: groups) }
      .compactMap { rule -> (quote: PriceQuote, rule: PriceRule)? in
        guard let price = rule.price(for: quantity)?.unitPrice(from: list, rounding), price < list else { return nil }
        return (PriceQuote(ruleID: rule.id, ruleTitle: rule.title, unitPrice: price), rule)
      }
    return quotes.min {
      ($0.quote.unitPrice.tenThousandths, $0.rule.createdAt.milliseconds, $0.rule.id.text)
        < ($1.quote.unitPrice.tenThousandths, $1.rule.createdAt.milliseconds, $1.rule.id.text)
    }?.quote
  }

  /// The price of a rule that somebody chose: the list price until its quantity is reached.
  package static func chosen(_ rule: PriceRule, list: UnitPrice, quantity: Quantity, rounding: Rounding) -> PriceQuote {
    PriceQuote(
      ruleID: rule.id, ruleTitle: rule.title, unitPrice: rule.price(for: quantity)?.unitPrice(from: list, rounding) ?? list)
  }
}
