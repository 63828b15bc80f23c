package import Domain
import SQLEngine

extension StockStore {
  /// Promises goods to a placed order: `committed` rises until they leave (``ship(_:_:)``) or are let go (``release(_:)``).
  ///
  /// The order's own reservations are used up first. Lines of one variant are summed, variants are touched in sorted order, and what
  /// is not counted is passed over.
  /// - Parameter preorders: lines that are knowingly sold before there is stock; they are promised whatever is there.
  /// - Throws: ``RefusalCode/outOfStock`` naming the lines of the first variant of which somebody else got the last.
  package func commit(_ demands: [StockDemand], _ cause: StockCause, preorders: Set<ID<LineItem>> = []) throws {
    if let order = cause.orderID { try releaseReservations(of: order) }
    for (variant, wanted) in try counted(demands) {
      let early = wanted.filter { preorders.contains($0.lineID) }
      let ready = wanted.filter { !preorders.contains($0.lineID) }
      if !ready.isEmpty { try raise("committed", of: variant, at: cause.locationID, ready) }
      if !early.isEmpty { try preorder(variant, at: cause.locationID, early) }
      for demand in wanted {
        try tx.enqueue(
          """
          INSERT INTO stock_commitments (line_id, order_id, variant_id, location_id, quantity, preorder, created_at)
          VALUES (\(demand.lineID), \(cause.orderID), \(variant), \(cause.locationID), \(demand.quantity),
            \(preorders.contains(demand.lineID)), \(cause.now))
          """)
      }
    }
  }

  /// What leaves with the sale itself: promised and gone in one step, with a movement for each line.
  ///
  /// - Throws: as ``commit(_:_:preorders:)`` does.
  package func sell(_ demands: [StockDemand], _ cause: StockCause) throws {
    if let order = cause.orderID { try releaseReservations(of: order) }
    for (variant, wanted) in try counted(demands) {
      let total = try sum(wanted)
      var balance = try take(total, of: variant, at: cause.locationID, wanted) + total
      for demand in wanted {
        balance -= demand.quantity.thousandths
        try addMovement(variant, -demand.quantity.thousandths, balance: balance, line: demand.lineID, cause)
      }
    }
  }

  /// Lets go of what was promised to an order and has not left; twice does nothing the second time.
  package func release(_ order: ID<Order>) throws {
    let rows = try tx.rows("DELETE FROM stock_commitments WHERE order_id = \(order) RETURNING *")
    for commitment in try rows.map(Commitment.init).sorted(by: { $0.variant < $1.variant }) {
      try tx.enqueue(
        """
        UPDATE stock_levels SET \(tx.events.isNext), committed = committed - \(commitment.quantity), preordered = preordered - \(commitment.preordered)
        WHERE variant_id = \(commitment.variant) AND location_id = \(commitment.location)
        """)
    }
  }

  /// Takes goods back onto the shelf, with a movement for each line.
  package func restock(_ demands: [StockDemand], _ cause: StockCause) throws {
    for (variant, wanted) in try counted(demands) {
      for demand in wanted where !demand.quantity.isZero {
        _ = try adjust(variant, by: demand.quantity.thousandths, cause, line: demand.lineID)
      }
    }
  }

  /// Takes what came back with a return onto the shelf, each part once; what is not counted is passed over.
  package func restock(_ parts: [(part: ID<ReturnPart>, demand: StockDemand)], _ cause: StockCause) throws {
    let known = Set(try counted(parts.map(\.demand)).map(\.0))
    for (part, demand) in parts.sorted(by: { $0.demand.variantID < $1.demand.variantID }) where known.contains(demand.variantID) {
      _ = try adjust(demand.variantID, by: demand.quantity.thousandths, cause, line: demand.lineID, part: part)
    }
  }

  /// The demands on variants whose stock is counted, by variant, sorted.
  func counted(_ demands: [StockDemand]) throws -> [(ID<Variant>, [StockDemand])] {
    let ids = Set(demands.map(\.variantID))
    guard !ids.isEmpty else { return [] }
    let grouped = Dictionary(grouping: demands, by: \.variantID)
    let tracked = try tx.rows("SELECT id FROM variants WHERE track_stock = 1 AND id IN \(SQL.list(ids.sorted()))")
    return try tracked.map { try $0.id("id", Variant.self) }.sorted().map { ($0, grouped[$0] ?? []) }
  }

  private func sum(_ demands: [StockDemand]) throws(Refusal) -> Int64 {
    var total: Int64 = 0
    for demand in demands {
      let (next, overflow) = total.addingReportingOverflow(demand.quantity.thousandths)
      guard !overflow, next <= Self.limit else { throw .invalid("quantity", "too_large", "So much cannot be sold at once.") }
      total = next
    }
    return total
  }

  /// Raises `committed` or `reserved` where as much is free; the condition and the change are one statement.
  func raise(_ column: SQL, of variant: ID<Variant>, at location: ID<Location>, _ wanted: [StockDemand]) throws {
    let quantity = try sum(wanted)
    let update: SQL = """
      UPDATE stock_levels SET \(tx.events.isNext), \(column) = \(column) + \(quantity) WHERE variant_id = \(variant) AND location_id = \(location)
        AND (may_oversell = 1 OR on_hand - committed - reserved >= \(quantity))
      """
    if try tx.changes(update) > 0 { return }
    try ensureLevel(variant, location)
    if try tx.changes(update) == 0 { throw Refusal.outOfStock(wanted, available: try level(of: variant, at: location).available) }
  }

  func preorder(_ variant: ID<Variant>, at location: ID<Location>, _ wanted: [StockDemand]) throws {
    let quantity = try sum(wanted)
    try ensureLevel(variant, location)
    try tx.execute(
      """
      UPDATE stock_levels SET \(tx.events.isNext), committed = committed + \(quantity), preordered = preordered + \(quantity)
      WHERE variant_id = \(variant) AND location_id = \(location)
      """)
  }

  /// Lowers what is on hand where as much is free, and says what is left.
  private func take(_ quantity: Int64, of variant: ID<Variant>, at location: ID<Location>, _ wanted: [StockDemand]) throws -> Int64 {
    let update: SQL = """
      UPDATE stock_levels SET \(tx.events.isNext), on_hand = on_hand - \(quantity) WHERE variant_id = \(variant) AND location_id = \(location)
        AND (may_oversell = 1 OR on_hand - committed - reserved >= \(quantity)) RETURNING on_hand
      """
    if let row = try tx.row(update) { return try row.integer("on_hand") }
    try ensureLevel(variant, location)
    if let row = try tx.row(update) { return try row.integer("on_hand") }
    throw Refusal.outOfStock(wanted, available: try level(of: variant, at: location).available)
  }
}
