import Domain

extension Fields {
  /// What a body says about a price list.
  func priceRuleChanges() -> Changes<PriceRule> {
    var changes = Changes<PriceRule>()
    set(\.title, in: &changes, "title") { $0.name($1, limit: 255, nullable: false) }
    set(\.isActive, in: &changes, "active") { $0.bool($1) }
    set(\.isAutomatic, in: &changes, "automatic") { $0.bool($1) }
    set(\.groups, in: &changes, "groups") { $0.texts($1, limit: 50, textLimit: 255) }
    clear(\.period.start, in: &changes, "starts_at") { $0.instant($1) }
    clear(\.period.end, in: &changes, "ends_at") { $0.instant($1) }
    set(\.prices, in: &changes, "prices") { $0.objects($1, limit: PriceRule.priceLimit) { $0.rulePrice() } }
    return changes
  }

  /// One price: for a variant, a product, a category, or without any of them for the whole catalogue.
  private func rulePrice() -> RulePrice? {
    let variant = id("variant_id", of: Variant.self)
    let product = id("product_id", of: Product.self)
    let category = name("category", limit: 255)
    let minimum = quantity("min_quantity", allowsZero: true) ?? .zero
    let value = rulePriceValue()
    let targets = [variant.map(GoodsTarget.variant), product.map(GoodsTarget.product), category.map(GoodsTarget.category)]
      .compactMap(\.self)
    if targets.count > 1 { fail("variant_id", "one_only", "A price is for a variant, a product or a category; or for everything.") }
    return value.map { RulePrice(target: targets.first ?? .everything, minimumQuantity: minimum, value: $0) }
  }

  private func rulePriceValue() -> RulePrice.Value? {
    enum Kind: String, CaseIterable {
      case unitPrice = "unit_price"
      case percentage, fixed
    }
    switch choice("value_type", of: Kind.self, required: true) {
    case .unitPrice: return unitPrice("value", required: true).map { .unitPrice($0) }
    case .percentage: return percentage("value", required: true).map { .percentage($0) }
    case .fixed: return unitPrice("value", required: true).map { .amountOff($0) }
    case nil:
      _ = raw("value")
      return nil
    }
  }
}
