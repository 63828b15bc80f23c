package import Domain
import SQLEngine

extension PriceRuleStore {
  /// The rules that may price these variants, each with only the prices that are about the variant: those that come by themselves,
  /// and the ones that somebody chose. One statement for up to 500 variants.
  package func offers(
    for variants: some Collection<ID<Variant>>, chosen: some Collection<ID<PriceRule>>
  ) throws -> [ID<Variant>: [PriceRule]] {
    let wanted = Array(Set(variants)).sorted()
    var offers: [ID<Variant>: [PriceRule]] = [:]
    for start in stride(from: 0, to: wanted.count, by: 500) {
      let rows = try tx.rows(
        """
        SELECT v.id AS variant_id, e.target, e.min_quantity, e.value_type, e.value, r.id, r.title, r.active, r.automatic, r.group_names,
          r.starts_at, r.ends_at, r.created_at, r.updated_at
        FROM variants v JOIN products p ON p.id = v.product_id
          JOIN price_rule_prices e ON e.target IN \(TargetColumn.ofVariant)
          JOIN price_rules r ON r.id = e.rule_id
        WHERE v.id IN \(SQL.list(wanted[start..<min(start + 500, wanted.count)]))
          AND ((r.active = 1 AND r.automatic = 1) OR r.id IN \(SQL.list(Set(chosen).sorted())))
        ORDER BY v.id, r.id
        """)
      for row in rows {
        let variant: ID<Variant> = try row.id("variant_id")
        let price = try RulePrice(row: row)
        let id: ID<PriceRule> = try row.id("id")
        var rules = offers[variant] ?? []
        if rules.last?.id == id {
          rules[rules.count - 1].prices.append(price)
        } else {
          var rule = try PriceRule(row: row)
          rule.prices = [price]
          rules.append(rule)
        }
        offers[variant] = rules
      }
    }
    return offers
  }
}
