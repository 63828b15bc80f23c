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

  /// When an order was called off, and which of its lines went back onto a shelf.
  package func ending(of order: ID<Order>) throws -> (canceledAt: Instant?, restocked: Set<String>) {
    let event = try tx.row("SELECT MAX(created_at) AS at FROM events WHERE object_id = \(order) AND type = 'order.canceled'")
    let lines = try tx.rows("SELECT line_id FROM stock_movements WHERE order_id = \(order) AND reason = 'return' AND line_id IS NOT NULL")
    return (try event?.instantOrNil("at"), Set(try lines.map { try $0.text("line_id") }))
  }
}
