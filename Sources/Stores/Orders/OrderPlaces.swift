package import Domain
import SQLEngine

/// Where orders are, for those who are bound to a location.
extension OrderStore {
  /// Whether a customer has an order that is not of this location, one of no location included.
  package func hasOrders(of customer: ID<Customer>, elsewhereThan location: ID<Location>) throws -> Bool {
    try tx.row(
      """
      SELECT 1 AS one FROM orders WHERE customer_id = \(customer) AND (location_id IS NULL OR location_id <> \(location)) LIMIT 1
      """) != nil
  }

  /// Which of these orders are of a location.
  package func located(at location: ID<Location>, among ids: [ID<Order>]) throws -> Set<ID<Order>> {
    guard !ids.isEmpty else { return [] }
    return Set(
      try tx.rows("SELECT id FROM orders WHERE location_id = \(location) AND id IN \(SQL.list(Set(ids).sorted()))").map { try $0.id("id") })
  }
}
