package import Domain
import SQLEngine

/// What becomes of conversations when somebody named in them is gone.
extension ConversationStore {
  /// A customer was removed: their conversations are with nobody known.
  ///
  /// - Returns: those that are in the lists, changed.
  package func letGo(customer: ID<Customer>, at now: Instant) throws -> [Conversation] {
    try letGo("customer_id", customer.text, at: now)
  }

  /// A colleague left: their conversations are nobody's.
  ///
  /// - Returns: those that are in the lists, changed.
  package func letGo(assignee: ID<Staff>, at now: Instant) throws -> [Conversation] {
    try letGo("assignee_id", assignee.text, at: now)
  }

  private func letGo(_ column: SQL, _ id: String, at now: Instant) throws -> [Conversation] {
    try tx.rows(
      "UPDATE conversations SET \(column) = NULL, version = version + 1, updated_at = \(now) WHERE \(column) = \(id) RETURNING *"
    ).map(Conversation.init(row:)).filter { $0.mergedInto == nil }.compactMap { try find($0.id) }
  }
}
