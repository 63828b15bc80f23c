package import Domain
import Stores

extension UnitOfWork {
  /// Adds a price list.
  ///
  /// - Throws: `validationFailed` naming every field, unknown goods among them.
  package func createPriceRule(_ changes: Changes<PriceRule>) throws -> PriceRule {
    try principal.require(.managePricing)
    var rule = PriceRule(id: ids.next(), createdAt: now)
    changes.apply(to: &rule)
    try rule.settle()
    try requireGoods(rule.prices.map(\.target)) { "prices[\($0)]" }
    try tx.priceRules.add(rule)
    try record("price_rule.created", EventObject("price_rule", rule.id.text), at: nil)
    return rule
  }

  /// Changes a price list from now on; lines keep the price they have until their draft is changed.
  package func changePriceRule(_ id: ID<PriceRule>, _ changes: Changes<PriceRule>) throws -> PriceRule {
    try principal.require(.managePricing)
    let before = try tx.priceRules.take(id)
    var rule = before
    changes.apply(to: &rule)
    rule.updatedAt = now
    try rule.settle()
    if rule.prices != before.prices { try requireGoods(rule.prices.map(\.target)) { "prices[\($0)]" } }
    try tx.priceRules.save(rule)
    try record("price_rule.updated", EventObject("price_rule", id.text), at: nil)
    return rule
  }

  package func removePriceRule(_ id: ID<PriceRule>) throws {
    try principal.require(.managePricing)
    _ = try tx.priceRules.take(id)
    try tx.priceRules.remove(id)
    try record("price_rule.removed", EventObject("price_rule", id.text), at: nil)
  }

  /// Refuses goods that do not exist, each by the field that names them; a category is only a word.
  func requireGoods(_ targets: [GoodsTarget], field: (Int) -> String) throws {
    let variants = targets.compactMap { if case .variant(let id) = $0 { id } else { nil } }
    let products = targets.compactMap { if case .product(let id) = $0 { id } else { nil } }
    let known = (try tx.catalog.known(variants), try tx.catalog.known(products))
    var checks = FieldChecks()
    for (index, target) in targets.enumerated() {
      switch target {
      case .variant(let id) where !known.0.contains(id):
        checks.fail("\(field(index)).variant_id", "unknown", "There is no such variant.")
      case .product(let id) where !known.1.contains(id):
        checks.fail("\(field(index)).product_id", "unknown", "There is no such product.")
      default: break
      }
    }
    try checks.finish()
  }
}
