package import Domain
import SQLEngine

/// How one way out of the shop stands: what waits there, since when, and what was given up.
package struct LaneFigures: Sendable, Equatable {
  /// A message's lane, or ``webhooks``.
  package let lane: String
  /// Whatever has not left yet, also what is on its way at this moment.
  package let waiting: Int64
  /// When the oldest of it was written; nil where nothing waits.
  package let oldest: Instant?
  /// What was given up and nobody has looked after.
  package let failed: Int64

  /// All receivers of webhooks together.
  package static let webhooks = "webhook"

  package init(lane: String, waiting: Int64 = 0, oldest: Instant? = nil, failed: Int64 = 0) {
    self.lane = lane
    self.waiting = waiting
    self.oldest = oldest
    self.failed = failed
  }
}

extension MessageStore {
  /// Every lane in which something waits or was given up. Looks at those rows only, through their indexes.
  package func laneFigures() throws -> [LaneFigures] {
    try tx.rows(
      """
      SELECT lane, SUM(open) AS waiting, MIN(written) AS oldest, SUM(given_up) AS failed FROM (
        SELECT lane, 1 AS open, created_at AS written, 0 AS given_up FROM messages WHERE status = 'waiting'
        UNION ALL SELECT lane, 1, created_at, 0 FROM messages WHERE status = 'sending'
        UNION ALL SELECT lane, 0, NULL, 1 FROM messages WHERE status = 'not_delivered'
        UNION ALL SELECT 'webhook', 1, created_at, 0 FROM webhook_deliveries WHERE status = 'waiting'
        UNION ALL SELECT 'webhook', 1, created_at, 0 FROM webhook_deliveries WHERE status = 'sending'
        UNION ALL SELECT 'webhook', 0, NULL, 1 FROM webhook_deliveries WHERE status = 'failed') AS rows_out
      GROUP BY lane ORDER BY lane
      """
    ).map { row in
      LaneFigures(
        lane: try row.text("lane"), waiting: try row.integer("waiting"), oldest: try row.instantOrNil("oldest"),
        failed: try row.integer("failed"))
    }
  }
}
