import Domain

extension Fields {
  /// What a body says about a promotion.
  func promotionChanges() -> Changes<Promotion> {
    var changes = Changes<Promotion>()
    set(\.title, in: &changes, "title") { $0.name($1, limit: 255, nullable: false) }
    set(\.trigger, in: &changes, "trigger") { $0.choice($1) }
    clear(\.code, in: &changes, "code") { $0.identifier($1, limit: 64) }
    set(\.variantIDs, in: &changes, "variant_ids") { $0.ids($1, limit: Promotion.targetLimit) }
    set(\.productIDs, in: &changes, "product_ids") { $0.ids($1, limit: Promotion.targetLimit) }
    set(\.categories, in: &changes, "categories") { $0.texts($1, limit: Promotion.targetLimit, textLimit: 255) }
    benefitChanges(&changes)
    set(\.isActive, in: &changes, "active") { $0.bool($1) }
    clear(\.period.start, in: &changes, "starts_at") { $0.instant($1) }
    clear(\.period.end, in: &changes, "ends_at") { $0.instant($1) }
    clear(\.usageLimit, in: &changes, "usage_limit") { $0.integer($1, in: 1...Promotion.highestLimit) }
    clear(\.usageLimitPerCustomer, in: &changes, "usage_limit_per_customer") { $0.integer($1, in: 1...Promotion.highestLimit) }
    set(\.isCombinable, in: &changes, "combinable") { $0.bool($1) }
    set(\.priority, in: &changes, "priority") { $0.integer($1, in: -1000...1000) }
    return changes
  }

  /// `scope`, and `value_type`, `value` and `per`, which go together: what a promotion gives is said whole.
  private func benefitChanges(_ changes: inout Changes<Promotion>) {
    let scope = choice("scope", of: Promotion.Scope.self)
    enum Per: String, CaseIterable { case line, unit, order }
    let per = isNull("per") ? nil : choice("per", of: Per.self)
    if per == .order, scope == .line { fail("per", "order_only", "Only a promotion of the scope order counts once for the order.") }
    if let scope {
      changes.set(\.scope, to: scope)
    } else if let per {
      changes.set(\.scope, to: per == .order ? .order : .line)
    }
    guard has("value_type") || has("value") || has("per") else { return }
    if let benefit = benefit(per: per == .unit ? .unit : .line, isPerGiven: per != nil) { changes.set(\.benefit, to: benefit) }
  }

  private func benefit(per: DiscountScope, isPerGiven: Bool) -> PromotionBenefit? {
    enum Kind: String, CaseIterable {
      case percentage, fixed, points
      case pointsMultiplier = "points_multiplier"
    }
    let kind = choice("value_type", of: Kind.self, required: true)
    if isPerGiven, kind == .percentage || kind == .pointsMultiplier {
      fail("per", "amount_only", "Only an amount or a number of points counts per line, unit or order.")
    }
    switch kind {
    case .percentage: return percentage("value", required: true).map { .money(.percentage($0)) }
    case .fixed: return amount("value", required: true).map { .money(.fixed(minorUnits: $0, per: per)) }
    case .points: return integer("value", in: 0...Points.limit, required: true).map { .points($0, per: per) }
    case .pointsMultiplier: return multiplier("value").map { .pointsMultiplier($0) }
    case nil:
      _ = raw("value")
      return nil
    }
  }

  private func multiplier(_ key: String) -> PointsMultiplier? {
    guard let text = text(key, limit: 10, required: true) else { return nil }
    guard let multiplier = PointsMultiplier(text: text) else {
      fail(key, "decimal", "A decimal text from \"1\" to \"100\" with at most two decimals.")
      return nil
    }
    return multiplier
  }
}
