import Domain
import SQLEngine

/// What a promotion gives, as columns.
enum PromotionColumns {
  static func stored(_ benefit: PromotionBenefit) -> (type: String, value: Int64, per: DiscountScope) {
    switch benefit {
    case .money(.percentage(let percentage)): ("percentage", percentage.partsPerMillion, .line)
    case .money(.fixed(let minorUnits, let scope)): ("fixed", minorUnits, scope)
    case .points(let points, let scope): ("points", points, scope)
    case .pointsMultiplier(let times): ("points_multiplier", times.hundredths, .line)
    }
  }

  static func benefit(_ row: Row) throws -> PromotionBenefit {
    let value = try row.integer("value")
    let scope: DiscountScope = try row.choice("per")
    let benefit: PromotionBenefit? =
      switch try row.text("value_type") {
      case "percentage": Percentage(partsPerMillion: value).map { .money(.percentage($0)) }
      case "fixed": .money(.fixed(minorUnits: value, per: scope))
      case "points": .points(value, per: scope)
      default: PointsMultiplier(hundredths: value).map { .pointsMultiplier($0) }
      }
    guard let benefit else { throw StoredList.damaged }
    return benefit
  }
}

extension Promotion {
  /// A promotion without its goods, which stand in rows of their own.
  init(row: Row) throws {
    self.init(id: try row.id("id"), title: try row.text("title"), createdAt: try row.instant("created_at"))
    trigger = try row.choice("put_on_by")
    code = try row.textOrNil("code")
    scope = try row.choice("scope")
    benefit = try PromotionColumns.benefit(row)
    isActive = try row.flag("active")
    period = ValidPeriod(start: try row.instantOrNil("starts_at"), end: try row.instantOrNil("ends_at"))
    usageLimit = try row.integerOrNil("usage_limit")
    usageLimitPerCustomer = try row.integerOrNil("usage_limit_per_customer")
    uses = try row.integer("uses")
    isCombinable = try row.flag("combinable")
    priority = try row.integer("priority")
    updatedAt = try row.instant("updated_at")
  }
}
