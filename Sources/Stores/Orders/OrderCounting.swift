package import Domain
import SQLEngine

extension OrderStore {
  /// Counts every part of the list in one statement, each from an index and no further than the limit.
  package func counts(in scope: OrderScope) throws -> OrderCounts {
    let parts = OrderCounts.Part.allCases
    let rows = try tx.rows(parts.map { count($0, in: scope) }.joined(separator: " UNION ALL "))
    var numbers: [OrderCounts.Part: Int64] = [:]
    for row in rows {
      guard let part = OrderCounts.Part(rawValue: try row.text("part")) else { continue }
      numbers[part] = try row.integer("count")
    }
    return OrderCounts(numbers)
  }

  private func count(_ part: OrderCounts.Part, in scope: OrderScope) -> SQL {
    var conditions: [SQL] = []
    conditions.append(
      part.statuses.isEmpty ? "status <> 'canceled'" : "display_status IN \(SQL.list(part.statuses.map(\.rawValue)))")
    if let location = scope.location { conditions.append(scoped(location, scope.held)) }
    return """
      SELECT \(part.rawValue) AS part, COUNT(*) AS count FROM (
        SELECT 1 AS one FROM orders WHERE \(conditions.joined(separator: " AND ")) LIMIT \(OrderCounts.limit)) AS counted
      """
  }
}
