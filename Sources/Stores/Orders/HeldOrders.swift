package import Domain
import SQLEngine

extension OrderStore {
  /// How many orders a register has on hold.
  package func countHeld(at register: ID<Register>) throws -> Int64 {
    try tx.row("SELECT COUNT(*) AS count FROM orders WHERE held_at IS NOT NULL AND hold_register_id = \(register)")?.integer("count") ?? 0
  }

  /// Held orders whose time is up that carry no payment and wait for none, oldest first.
  package func expiredHolds(at now: Instant, limit: Int) throws -> [ID<Order>] {
    try tx.rows(
      """
      SELECT id FROM orders WHERE held_at IS NOT NULL AND hold_expires_at <= \(now) AND amount_paid = amount_refunded
        AND NOT EXISTS (SELECT 1 FROM payment_attempts WHERE order_id = orders.id AND state = 'open')
      ORDER BY hold_expires_at LIMIT \(limit)
      """
    ).map { try $0.id("id") }
  }
}
