package import Domain
import SQLEngine

extension StockStore {
  /// Promises more of what an order has been promised already, and what came to it: a line's promise grows, or is made.
  ///
  /// - Throws: ``RefusalCode/outOfStock`` as ``commit(_:_:preorders:)`` does.
  package func commitMore(_ demands: [StockDemand], _ cause: StockCause, preorders: Set<ID<LineItem>>) throws {
    for (variant, wanted) in try counted(demands) {
      for (location, demands) in try byPlace(wanted, orElse: cause.locationID) {
        let ready = demands.filter { !preorders.contains($0.lineID) }
        let early = demands.filter { preorders.contains($0.lineID) }
        if !ready.isEmpty { try raise("committed", of: variant, at: location, ready) }
        if !early.isEmpty { try preorder(variant, at: location, early) }
        for demand in demands {
          try tx.enqueue(
            """
            INSERT INTO stock_commitments (line_id, order_id, variant_id, location_id, quantity, preorder, created_at)
            VALUES (\(demand.lineID), \(cause.orderID), \(variant), \(location), \(demand.quantity),
              \(preorders.contains(demand.lineID)), \(cause.now))
            ON CONFLICT (line_id) DO UPDATE SET quantity = stock_commitments.quantity + excluded.quantity
            """)
        }
      }
    }
  }

  /// A line's goods stay promised where they were promised first.
  private func byPlace(_ demands: [StockDemand], orElse location: ID<Location>) throws -> [(ID<Location>, [StockDemand])] {
    let rows = try tx.rows(
      "SELECT line_id, location_id FROM stock_commitments WHERE line_id IN \(SQL.list(demands.map(\.lineID).sorted()))")
    let places = Dictionary(
      try rows.map { (try $0.id("line_id", LineItem.self), try $0.id("location_id", Location.self)) },
      uniquingKeysWith: { first, _ in first })
    return Dictionary(grouping: demands) { places[$0.lineID] ?? location }.sorted { $0.key < $1.key }
  }
}
