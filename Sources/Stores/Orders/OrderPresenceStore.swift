package import Domain
package import SQLEngine

extension Transaction {
  package var orderPresence: OrderPresenceStore { OrderPresenceStore(tx: self) }
}

/// Somebody who has an order open.
package struct OrderPresence: Sendable, Equatable {
  /// The person's id, or the token's.
  package let id: String
  package let name: String
  /// Where in the order they write; nil for nowhere.
  package let section: String?
  package let seenAt: Instant

  package init(id: String, name: String, section: String?, seenAt: Instant) {
    self.id = id
    self.name = name
    self.section = section
    self.seenAt = seenAt
  }
}

/// Who has which order open. Nothing depends on it, and it is forgotten within a minute.
package struct OrderPresenceStore {
  let tx: Transaction

  private static let mostPeople = 100

  /// Who was there since `moment`, by name.
  package func list(_ order: ID<Order>, since moment: Instant) throws -> [OrderPresence] {
    try tx.rows(
      """
      SELECT actor_id, name, section, seen_at FROM order_presence WHERE order_id = \(order) AND seen_at >= \(moment)
      ORDER BY name, actor_id LIMIT \(Self.mostPeople)
      """
    ).map { row in
      OrderPresence(
        id: try row.text("actor_id"), name: try row.text("name"), section: try row.textOrNil("section"),
        seenAt: try row.instant("seen_at"))
    }
  }

  package func save(_ person: OrderPresence, at order: ID<Order>) throws {
    try tx.execute(
      """
      INSERT INTO order_presence (order_id, actor_id, name, section, seen_at)
      VALUES (\(order), \(person.id), \(person.name), \(person.section), \(person.seenAt))
      ON CONFLICT (order_id, actor_id)
      DO UPDATE SET name = excluded.name, section = excluded.section, seen_at = excluded.seen_at
      """)
  }

  /// Forgets who was not seen since `moment`.
  package func forget(before moment: Instant) throws {
    try tx.execute("DELETE FROM order_presence WHERE seen_at < \(moment)")
  }
}
