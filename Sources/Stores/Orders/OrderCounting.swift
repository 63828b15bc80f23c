package import Domain
import SQLEngine

extension OrderStore {
  /// Counts every part of the list in one statement, each from an index and no further than the limit.
  ///
  /// - Parameter today: the shop's business day.
  package func counts(in scope: OrderScope, today: CalendarDate) throws -> OrderCounts {
    let parts = OrderCounts.Part.allCases
    let rows = try tx.rows(parts.map { count($0, in: scope, today: today) }.joined(separator: " UNION ALL "))
    var numbers: [OrderCounts.Part: Int64] = [:]
    for row in rows {
      guard let part = OrderCounts.Part(rawValue: try row.text("part")) else { continue }
      numbers[part] = try row.integer("count")
    }
    return OrderCounts(numbers)
  }

  private func count(_ part: OrderCounts.Part, in scope: OrderScope, today: CalendarDate) -> SQL {
    var conditions: [SQL] = []
    switch part {
    case .all: conditions.append("status <> 'canceled'")
    case .overdue: conditions.append("due_on IS NOT NULL AND due_on < \(today.dayNumber)")
    case .drafts, .onHold, .awaitingPayment, .toFulfil, .done, .returns:
      conditions.append("display_status IN \(SQL.list(part.statuses.map(\.rawValue)))")
    }
    if let location = scope.location { conditions.append(scoped(location, scope.held)) }
    return """
      SELECT \(part.rawValue) AS part, COUNT(*) AS count FROM (
        SELECT 1 AS one FROM orders WHERE \(conditions.joined(separator: " AND ")) LIMIT \(OrderCounts.limit)) AS counted
      """
  }
}
