package import Domain
import SQLEngine

/// Orders from before there was a sales ledger, until their rows are written.
extension SalesStore {
  /// Some of them, at most so many; empty once all are recorded.
  package func unrecorded(limit: Int64) throws -> [Order] {
    let ids = try tx.rows("SELECT order_id FROM unrecorded_sales ORDER BY order_id LIMIT \(limit)").map {
      try $0.id("order_id", Order.self)
    }
    return ids.isEmpty ? [] : try tx.orders.list(where: "id IN \(SQL.list(ids))")
  }

  package func markRecorded(_ order: ID<Order>) throws {
    try tx.execute("DELETE FROM unrecorded_sales WHERE order_id = \(order)")
  }

  /// When an order was called off, and whether its goods went back onto the shelf, as its event says.
  package func ending(of order: ID<Order>) throws -> (canceledAt: Instant?, isRestocked: Bool) {
    let row = try tx.row(
      """
      SELECT MAX(created_at) AS at, COALESCE(MAX(CASE WHEN data LIKE '%"restocked":true%' THEN 1 ELSE 0 END), 0) AS restocked
      FROM events WHERE object_id = \(order) AND type = 'order.canceled'
      """)
    return (try row?.instantOrNil("at"), try row?.flag("restocked") ?? false)
  }
}
