package import Domain
import Stores

extension UnitOfWork {
  package func findPriceRule(_ id: ID<PriceRule>) throws -> PriceRule {
    try principal.require(.readPricing)
    return try tx.priceRules.take(id)
  }

  /// A page of price lists.
  ///
  /// - Parameters:
  ///   - variant: only those with a price for it.
  ///   - customer: only those that are for this customer.
  /// - Throws: `validationFailed` naming a variant or customer that does not exist.
  package func listPriceRules(
    search: String?, variant: ID<Variant>?, customer: ID<Customer>?, page: PageRequest
  ) throws -> Page<PriceRule> {
    try principal.require(.readPricing)
    try requireVariant(variant)
    let groups = try customer.map { id in
      guard let customer = try tx.customers.find(id) else { throw Refusal.unknownReference("customer_id", "customer") }
      return customer.groups
    }
    return try tx.priceRules.list(search: search, variant: variant, groups: groups, page: page)
  }

  package func findPromotion(_ id: ID<Promotion>) throws -> Promotion {
    try principal.require(.readPricing)
    return try tx.promotions.take(id)
  }

  /// A page of promotions; `variant` leaves those that may lower its line or any order.
  package func listPromotions(search: String?, variant: ID<Variant>?, page: PageRequest) throws -> Page<Promotion> {
    try principal.require(.readPricing)
    try requireVariant(variant)
    return try tx.promotions.list(search: search, variant: variant, page: page)
  }

  private func requireVariant(_ id: ID<Variant>?) throws {
    guard let id else { return }
    guard try tx.catalog.findVariant(id) != nil else { throw Refusal.unknownReference("variant_id", "variant") }
  }
}
