package import Domain
import SQLEngine

extension StockStore {
  /// Puts goods aside for a held order, in the place of what was put aside for it before.
  ///
  /// - Parameter expiresAt: nil keeps them until the order is sold, deleted or held anew.
  /// - Throws: ``RefusalCode/outOfStock`` naming the lines of the first variant of which too little is free.
  package func reserve(_ demands: [StockDemand], _ cause: StockCause, until expiresAt: Instant?) throws {
    guard let order = cause.orderID else { return }
    try releaseReservations(of: order)
    for (variant, wanted) in try counted(demands) {
      try raise("reserved", of: variant, at: cause.locationID, wanted)
      for demand in wanted {
        try tx.enqueue(
          """
          INSERT INTO stock_reservations (line_id, order_id, variant_id, location_id, quantity, expires_at, created_at)
          VALUES (\(demand.lineID), \(order), \(variant), \(cause.locationID), \(demand.quantity), \(expiresAt), \(cause.now))
          """)
      }
    }
  }

  /// Gives back what was put aside for an order; twice does nothing the second time.
  package func releaseReservations(of order: ID<Order>) throws {
    try give(back: tx.rows("DELETE FROM stock_reservations WHERE order_id = \(order) RETURNING variant_id, location_id, quantity"))
  }

  /// Gives back what was put aside for single lines.
  package func releaseReservations(ofLines lines: [ID<LineItem>]) throws {
    guard !lines.isEmpty else { return }
    let rows = try tx.rows(
      "DELETE FROM stock_reservations WHERE line_id IN \(SQL.list(lines.sorted())) RETURNING variant_id, location_id, quantity")
    try give(back: rows)
  }

  /// Gives back what was put aside until a moment that has passed, a bounded number at a time.
  /// - Returns: how many lines lost what was put aside for them.
  package func expireReservations(at now: Instant, limit: Int = 200) throws -> Int {
    let rows = try tx.rows(
      """
      DELETE FROM stock_reservations WHERE line_id IN
        (SELECT line_id FROM stock_reservations WHERE expires_at IS NOT NULL AND expires_at <= \(now) ORDER BY expires_at LIMIT \(limit))
      RETURNING variant_id, location_id, quantity
      """)
    try give(back: rows)
    return rows.count
  }

  /// How much of a variant is put aside for an order, in thousandths, wherever.
  package func reserved(_ variant: ID<Variant>, by order: ID<Order>) throws -> Int64 {
    let row = try tx.row(
      "SELECT COALESCE(SUM(quantity), 0) AS total FROM stock_reservations WHERE order_id = \(order) AND variant_id = \(variant)")
    return try row?.integer("total") ?? 0
  }

  /// What is put aside for each line of an order, and until when.
  package func reservations(of order: ID<Order>) throws -> [ID<LineItem>: (quantity: Int64, expiresAt: Instant?)] {
    var found: [ID<LineItem>: (quantity: Int64, expiresAt: Instant?)] = [:]
    for row in try tx.rows("SELECT line_id, quantity, expires_at FROM stock_reservations WHERE order_id = \(order)") {
      found[try row.id("line_id")] = (try row.integer("quantity"), try row.instantOrNil("expires_at"))
    }
    return found
  }

  private func give(back rows: [Row]) throws {
    let freed = try rows.map { row in
      (variant: try row.id("variant_id", Variant.self), location: try row.id("location_id", Location.self), try row.integer("quantity"))
    }
    for (variant, location, quantity) in freed.sorted(by: { ($0.variant, $0.location) < ($1.variant, $1.location) }) {
      try tx.enqueue(
        """
        UPDATE stock_levels SET \(tx.events.isNext), reserved = reserved - \(quantity)
        WHERE variant_id = \(variant) AND location_id = \(location)
        """)
    }
  }
}
