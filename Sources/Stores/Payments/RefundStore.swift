package import Domain
package import SQLEngine

/// A refund that waits for its provider: whose it is, and how often the provider was asked.
package struct PendingRefund: Sendable {
  package let refund: Refund
  package let orderID: ID<Order>
  package let looks: Int64
}

/// Refunds of orders; those of providers are written before the provider is asked (P9).
package struct RefundStore {
  let tx: Transaction

  /// - Parameters:
  ///   - fingerprint: a hash of what the caller sent under the refund's `requestKey`.
  ///   - nextLookAt: when the provider is asked how it stands; only for what is pending.
  package func add(_ refund: Refund, to order: ID<Order>, fingerprint: String? = nil, nextLookAt: Instant? = nil) throws {
    try tx.execute(
      """
      INSERT INTO refunds (id, order_id, payment_id, method, amount, cash_rounding, reason, lines, register_id, session_id, staff_id,
        created_at, origin, reference, request_key, request_fingerprint, status, provider_refund, failure, settled_at, next_look_at,
        return_id, excess)
      VALUES (\(refund.id), \(order), \(refund.paymentID), \(refund.method.rawValue), \(refund.amount), \(refund.cashRounding),
        \(refund.reason), \(OrderColumns.text(refund.lines)), \(refund.registerID), \(refund.sessionID), \(refund.staffID),
        \(refund.createdAt), \(refund.origin.rawValue), \(refund.reference), \(refund.requestKey), \(fingerprint),
        \(refund.status.rawValue), \(refund.providerRefund), \(refund.failure), \(refund.settledAt), \(nextLookAt),
        \(refund.returnID), \(refund.excess))
      """)
  }

  /// Writes down what became of a refund, unless somebody was quicker.
  ///
  /// - Parameter status: what it was when it was read.
  /// - Returns: whether it was still that.
  package func settle(_ refund: Refund, from status: Refund.Status, nextLookAt: Instant? = nil) throws -> Bool {
    let changed = try tx.changes(
      """
      UPDATE refunds SET status = \(refund.status.rawValue), provider_refund = \(refund.providerRefund), failure = \(refund.failure),
        settled_at = \(refund.settledAt), next_look_at = \(nextLookAt)
      WHERE id = \(refund.id) AND status = \(status.rawValue)
      """)
    return changed == 1
  }

  /// Counts that the provider was asked about a pending refund, and says when to ask again.
  package func postpone(_ id: ID<Refund>, until moment: Instant) throws {
    try tx.execute("UPDATE refunds SET looks = looks + 1, next_look_at = \(moment) WHERE id = \(id) AND status = 'pending'")
  }

  /// What was made under a caller's key, the first part first, with the hash of what was sent; empty for a new key.
  package func find(requestKey: String) throws -> (orderID: ID<Order>, refunds: [Refund], fingerprint: String)? {
    let rows = try tx.rows("SELECT * FROM refunds WHERE request_key = \(requestKey) ORDER BY created_at, id")
    guard let first = rows.first else { return nil }
    return (try first.id("order_id"), try rows.map(Refund.init), try first.textOrNil("request_fingerprint") ?? "")
  }

  /// Where a refund is that a provider names, or that it says is ours.
  package func find(providerRefund name: String, or ours: ID<Refund>?) throws -> (orderID: ID<Order>, refund: Refund)? {
    let row =
      try tx.row("SELECT * FROM refunds WHERE provider_refund = \(name)")
      ?? ours.flatMap { try tx.row("SELECT * FROM refunds WHERE id = \($0) AND provider_refund IS NULL") }
    guard let row else { return nil }
    return (try row.id("order_id"), try Refund(row: row))
  }

  package func isTaken(_ id: ID<Refund>) throws -> Bool {
    try tx.row("SELECT 1 AS one FROM refunds WHERE id = \(id)") != nil
  }

  package func findPending(_ id: ID<Refund>) throws -> PendingRefund? {
    try tx.row("SELECT * FROM refunds WHERE id = \(id) AND status = 'pending'").map(Self.pending)
  }

  /// What waits for its provider, of one order or of all.
  package func pending(of order: ID<Order>) throws -> [PendingRefund] {
    try tx.rows("SELECT * FROM refunds WHERE order_id = \(order) AND status = 'pending' ORDER BY created_at, id").map(Self.pending)
  }

  /// What is to be asked about by now, the longest waiting first.
  package func due(at now: Instant, limit: Int) throws -> [PendingRefund] {
    try tx.rows(
      "SELECT * FROM refunds WHERE status = 'pending' AND next_look_at <= \(now) ORDER BY next_look_at, id LIMIT \(limit)"
    ).map(Self.pending)
  }

  private static func pending(_ row: Row) throws -> PendingRefund {
    PendingRefund(refund: try Refund(row: row), orderID: try row.id("order_id"), looks: try row.integer("looks"))
  }
}

extension Transaction {
  package var refunds: RefundStore { RefundStore(tx: self) }
}
