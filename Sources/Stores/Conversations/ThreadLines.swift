package import Domain
import SQLEngine

extension ThreadStore {
  /// The lines that say one thing of an order.
  package func lines(_ word: String, of order: ID<Order>) throws -> [ThreadMessage] {
    try messages(where: "m.order_id = \(order) AND m.direction = 'system' AND m.word = \(word)")
  }

  /// A line says of what happened what is known now.
  package func correct(_ id: ID<ThreadMessage>, facts: [ThreadEvent.Fact]) throws {
    try tx.execute("UPDATE thread_messages SET facts = \(ThreadRows.text(facts)) WHERE id = \(id) AND direction = 'system'")
  }

  /// Takes a line back that told of something that was undone, as if it had never been there.
  package func withdraw(_ id: ID<ThreadMessage>) throws {
    try tx.execute("DELETE FROM thread_messages WHERE id = \(id) AND direction = 'system'")
  }
}
