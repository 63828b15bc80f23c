package import Domain
package import SQLEngine

/// Tells the shop's timers whether there is anything to do, so that a quiet shop writes nothing.
package struct DueWork {
  let tx: Transaction

  /// How long the answer to an idempotency key is kept: seven days.
  package static let idempotencySeconds: Int64 = 604_800
  /// How long the count of wrong tries of a subject that is quiet is kept: one day.
  package static let budgetSeconds: Int64 = 86_400
  /// How long what was delivered to a webhook receiver stays in its log: thirty days.
  package static let deliverySeconds: Int64 = 2_592_000

  /// What has come due by `now`.
  package struct Due: Sendable, Equatable {
    package let holds: Bool
    package let reservations: Bool
    package let search: Bool
  }

  package func find(at now: Instant) throws -> Due {
    let row = try tx.row(
      """
      SELECT
        EXISTS (SELECT 1 FROM orders WHERE held_at IS NOT NULL AND hold_expires_at <= \(now) AND amount_paid = amount_refunded
          AND NOT EXISTS (SELECT 1 FROM payment_attempts WHERE order_id = orders.id AND state = 'open')) AS holds,
        EXISTS (SELECT 1 FROM stock_reservations WHERE expires_at IS NOT NULL AND expires_at <= \(now)) AS reservations,
        EXISTS (SELECT 1 FROM search_documents WHERE pending = 1) AS search
      """)
    guard let row else { return Due(holds: false, reservations: false, search: false) }
    return Due(holds: try row.flag("holds"), reservations: try row.flag("reservations"), search: try row.flag("search"))
  }

  /// Whether there are rows that nobody will ask for again.
  package func hasOldRows(at now: Instant) throws -> Bool {
    let answered = now.adding(seconds: -Self.idempotencySeconds)
    let row = try tx.row(
      """
      SELECT EXISTS (SELECT 1 FROM idempotency WHERE created_at < \(answered))
        OR EXISTS (SELECT 1 FROM approvals WHERE expires_at <= \(now.adding(seconds: -86_400)))
        OR EXISTS (SELECT 1 FROM web_sessions WHERE expires_at <= \(now))
        OR EXISTS (SELECT 1 FROM sign_in_budgets WHERE last_at < \(now.adding(seconds: -Self.budgetSeconds)) AND subject NOT LIKE 'pin:%')
        OR EXISTS (SELECT 1 FROM provider_events WHERE state IN ('done', 'ignored') AND received_at < \(now.adding(seconds: -Self.deliverySeconds)))
        OR EXISTS (SELECT 1 FROM channel_events WHERE state IN ('done', 'ignored') AND received_at < \(now.adding(seconds: -Self.deliverySeconds)))
        OR EXISTS (SELECT 1 FROM message_budgets WHERE day < \(MessageBudget.day(of: now)))
        OR EXISTS (SELECT 1 FROM webhook_deliveries WHERE status = 'delivered' AND created_at < \(now.adding(seconds: -Self.deliverySeconds)))
        AS old
      """)
    return try row?.flag("old") ?? false
  }
}

extension Transaction {
  package var dueWork: DueWork { DueWork(tx: self) }
}
