import Domain
import SQLEngine

/// The kinds of values of a price, as columns.
enum PriceColumns {
  static func stored(_ value: RulePrice.Value) -> (type: String, value: Int64) {
    switch value {
    case .unitPrice(let price): ("unit_price", price.tenThousandths)
    case .percentage(let percentage): ("percentage", percentage.partsPerMillion)
    case .amountOff(let amount): ("fixed", amount.tenThousandths)
    }
  }

  static func value(_ row: Row) throws -> RulePrice.Value {
    let stored = try row.integer("value")
    let value: RulePrice.Value? =
      switch try row.text("value_type") {
      case "unit_price": UnitPrice(tenThousandths: stored).map { .unitPrice($0) }
      case "percentage": Percentage(partsPerMillion: stored).map { .percentage($0) }
      default: UnitPrice(tenThousandths: stored).map { .amountOff($0) }
      }
    guard let value else { throw StoredList.damaged }
    return value
  }
}

extension RulePrice {
  init(row: Row) throws {
    guard let minimum = Quantity(thousandths: try row.integer("min_quantity")) else { throw StoredList.damaged }
    self.init(target: try TargetColumn.target(try row.text("target")), minimumQuantity: minimum, value: try PriceColumns.value(row))
  }
}

extension PriceRule {
  /// A rule without its prices, which stand in rows of their own.
  init(row: Row) throws {
    self.init(id: try row.id("id"), title: try row.text("title"), createdAt: try row.instant("created_at"))
    isActive = try row.flag("active")
    isAutomatic = try row.flag("automatic")
    groups = try StoredList.strings(try row.text("group_names"))
    period = ValidPeriod(start: try row.instantOrNil("starts_at"), end: try row.instantOrNil("ends_at"))
    updatedAt = try row.instant("updated_at")
  }
}
