package import Domain
import Stores

extension UnitOfWork {
  /// Adds a promotion.
  ///
  /// - Throws: `validationFailed` naming every field; `code` where another promotion has it, however it is written.
  package func createPromotion(_ changes: Changes<Promotion>) throws -> Promotion {
    try principal.require(.managePricing)
    var promotion = Promotion(id: ids.next(), createdAt: now)
    changes.apply(to: &promotion)
    if !changes.touches(\Promotion.trigger), promotion.code != nil { promotion.trigger = .code }
    if !changes.touches(\Promotion.scope) { promotion.scope = promotion.usualScope }
    try promotion.settle()
    try requireGoods(of: promotion)
    try tx.promotions.add(promotion)
    try record("promotion.created", EventObject("promotion", promotion.id.text), at: nil)
    return promotion
  }

  /// Changes a promotion from now on; orders keep what they have of it.
  package func changePromotion(_ id: ID<Promotion>, _ changes: Changes<Promotion>) throws -> Promotion {
    try principal.require(.managePricing)
    let before = try tx.promotions.take(id)
    var promotion = before
    changes.apply(to: &promotion)
    promotion.updatedAt = now
    try promotion.settle()
    if promotion.targets != before.targets { try requireGoods(of: promotion) }
    try tx.promotions.save(promotion)
    try record("promotion.updated", EventObject("promotion", id.text), at: nil)
    return promotion
  }

  /// Ends a promotion for good and frees its code; placed orders keep naming it.
  package func removePromotion(_ id: ID<Promotion>) throws {
    try principal.require(.managePricing)
    _ = try tx.promotions.take(id)
    try tx.promotions.remove(id, at: now)
    try record("promotion.removed", EventObject("promotion", id.text), at: nil)
  }

  private func requireGoods(of promotion: Promotion) throws {
    let known = (try tx.catalog.known(promotion.variantIDs), try tx.catalog.known(promotion.productIDs))
    var checks = FieldChecks()
    for (index, id) in promotion.variantIDs.enumerated() where !known.0.contains(id) {
      checks.fail("variant_ids[\(index)]", "unknown", "There is no such variant.")
    }
    for (index, id) in promotion.productIDs.enumerated() where !known.1.contains(id) {
      checks.fail("product_ids[\(index)]", "unknown", "There is no such product.")
    }
    try checks.finish()
  }
}

extension Promotion {
  /// Lines where certain goods or single units are meant, else the order.
  fileprivate var usualScope: Scope {
    switch benefit {
    case .money(.fixed(_, per: .unit)), .points(_, per: .unit): .line
    default: targets.isEmpty ? .order : .line
    }
  }
}
