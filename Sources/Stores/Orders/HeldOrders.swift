package import Domain
import SQLEngine

extension OrderStore {
  /// How many orders a register has on hold.
  package func countHeld(at register: ID<Register>) throws -> Int64 {
    try tx.row("SELECT COUNT(*) AS count FROM orders WHERE held_at IS NOT NULL AND hold_register_id = \(register)")?.integer("count") ?? 0
  }

  /// Held orders whose time is up and that carry no payment, oldest first.
  package func expiredHolds(at now: Instant, limit: Int) throws -> [ID<Order>] {
    try tx.rows(
      """
      SELECT id FROM orders WHERE held_at IS NOT NULL AND hold_expires_at <= \(now) AND amount_paid = amount_refunded
      ORDER BY hold_expires_at LIMIT \(limit)
      """
    ).map { try $0.id("id") }
  }
}
