package import Domain
package import SQLEngine

extension Transaction {
  package var approvals: ApprovalStore { ApprovalStore(tx: self) }
}

/// Words given by somebody with the right, each good for one action on one object, once.
package struct ApprovalStore {
  let tx: Transaction

  package func add(_ approval: Approval, secretHash: String, requestedBy: String) throws {
    try tx.execute(
      """
      INSERT INTO approvals (secret_hash, action, object, approved_by, requested_by, created_at, expires_at, used_at)
      VALUES (\(secretHash), \(approval.action.rawValue), \(approval.object), \(approval.approvedBy.text), \(requestedBy),
        \(approval.createdAt.milliseconds), \(approval.expiresAt.milliseconds), NULL)
      """)
  }

  /// Spends the approval if it is for exactly this and has not been spent; of two who try, one succeeds. Answers who gave it.
  package func consume(
    secretHash: String, action: Action, object: String, requestedBy: String, at now: Instant
  ) throws -> ID<Staff>? {
    let spent = try tx.changes(
      """
      UPDATE approvals SET used_at = \(now.milliseconds)
      WHERE secret_hash = \(secretHash) AND action = \(action.rawValue) AND object = \(object) AND requested_by = \(requestedBy)
        AND used_at IS NULL AND expires_at > \(now.milliseconds) AND created_at <= \(ClockSkew.latestStart(at: now))
      """)
    guard spent == 1 else { return nil }
    return try tx.row("SELECT approved_by FROM approvals WHERE secret_hash = \(secretHash)").map {
      ID(stored: try $0.text("approved_by"))
    }
  }

  /// Forgets what nobody can spend any more.
  package func removeExpired(at now: Instant) throws {
    try tx.execute("DELETE FROM approvals WHERE expires_at <= \(now.adding(seconds: -86_400).milliseconds)")
  }
}
