package import Domain
import SQLEngine

extension CustomerStore {
  /// Gives a customer's orders and conversations to another one.
  ///
  /// - Returns: the orders, newest first, to be made findable anew.
  package func moveBelongings(of other: ID<Customer>, to id: ID<Customer>, at now: Instant) throws -> [ID<Order>] {
    let orders: [ID<Order>] = try tx.rows("SELECT id FROM orders WHERE customer_id = \(other) ORDER BY created_at DESC, id DESC")
      .map { try $0.id("id") }
    try tx.execute("UPDATE orders SET customer_id = \(id), version = version + 1, updated_at = \(now) WHERE customer_id = \(other)")
    try tx.execute("UPDATE conversations SET customer_id = \(id), version = version + 1, updated_at = \(now) WHERE customer_id = \(other)")
    return orders
  }

  /// Empties a customer whose belongings another one has, and takes them out of the lists: nothing of the person is kept twice (P25).
  package func retire(_ id: ID<Customer>, createdAt: Instant, at now: Instant) throws {
    var empty = Customer(id: id, createdAt: createdAt)
    empty.updatedAt = now
    try save(empty)
    try remove(id, at: now)
  }
}
