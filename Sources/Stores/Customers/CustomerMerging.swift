package import Domain
import JSON
import SQLEngine

extension CustomerStore {
  /// What a customer had and another one has now; everything in it has risen in version.
  package struct Moved: Sendable {
    package let orders: [ID<Order>]
    package let conversations: [ID<Conversation>]
  }

  /// Gives a customer's orders, uses of promotions and conversations to another one.
  ///
  /// - Returns: what moved, newest first, to be told of and made findable anew.
  package func moveBelongings(of other: ID<Customer>, to id: ID<Customer>, at now: Instant) throws -> Moved {
    let orders: [ID<Order>] = try tx.rows("SELECT id FROM orders WHERE customer_id = \(other) ORDER BY created_at DESC, id DESC")
      .map { try $0.id("id") }
    try tx.execute("UPDATE orders SET customer_id = \(id), version = version + 1, updated_at = \(now) WHERE customer_id = \(other)")
    try tx.promotions.moveUses(of: other, to: id)
    let conversations = try tx.conversations.find(of: other).map(\.id)
    try tx.execute("UPDATE conversations SET customer_id = \(id), version = version + 1, updated_at = \(now) WHERE customer_id = \(other)")
    return Moved(orders: orders, conversations: conversations)
  }

  /// Empties a customer whose belongings another one has, and takes them out of the lists: nothing of the person is kept twice (P25).
  package func retire(_ id: ID<Customer>, createdAt: Instant, at now: Instant) throws {
    var empty = Customer(id: id, createdAt: createdAt)
    empty.updatedAt = now
    try save(empty)
    try remove(id, at: now)
  }

  /// Those who were put into a customer, and those who had been put into them before.
  package func merged(into id: ID<Customer>) throws -> [ID<Customer>] {
    var known: [ID<Customer>] = [id]
    var next = 0
    while next < known.count {
      let rows = try tx.rows(
        "SELECT detail FROM audit WHERE object_id = \(known[next]) AND action = 'customer.merged' ORDER BY sequence")
      for row in rows {
        guard case .array(let merged)? = try JSON.read(Array(try row.text("detail").utf8))["merged_ids"] else { continue }
        for case .string(let text) in merged {
          if let other = ID<Customer>(text), !known.contains(other) { known.append(other) }
        }
      }
      next += 1
    }
    return Array(known.dropFirst())
  }
}
