package import Domain
package import SQLEngine

extension Transaction {
  package var signInBudgets: SignInBudgetStore { SignInBudgetStore(tx: self) }
}

/// How often each subject (a person at a till, an e-mail address, a network address) was wrong lately; outlives a restart.
package struct SignInBudgetStore {
  let tx: Transaction

  package func find(_ subject: String) throws -> AttemptBudget.Count? {
    try tx.row("SELECT failures, last_at, open_at FROM sign_in_budgets WHERE subject = \(subject)").map { row in
      AttemptBudget.Count(
        failures: try row.integer("failures"), lastAt: Instant(milliseconds: try row.integer("last_at")),
        openAt: Instant(milliseconds: try row.integer("open_at")))
    }
  }

  /// Stores `next` only if nobody paid in between: false means look again.
  package func replace(_ count: AttemptBudget.Count?, by next: AttemptBudget.Count, for subject: String) throws -> Bool {
    if let count {
      return try tx.changes(
        """
        UPDATE sign_in_budgets
        SET failures = \(next.failures), last_at = \(next.lastAt.milliseconds), open_at = \(next.openAt.milliseconds)
        WHERE subject = \(subject) AND failures = \(count.failures) AND last_at = \(count.lastAt.milliseconds)
          AND open_at = \(count.openAt.milliseconds)
        """) == 1
    }
    return try tx.changes(
      """
      INSERT INTO sign_in_budgets (subject, failures, last_at, open_at)
      VALUES (\(subject), \(next.failures), \(next.lastAt.milliseconds), \(next.openAt.milliseconds))
      ON CONFLICT (subject) DO NOTHING
      """) == 1
  }

  /// Gives one try back: it was right.
  package func giveBack(_ subject: String) throws {
    try tx.execute(
      "UPDATE sign_in_budgets SET failures = failures - 1, open_at = last_at WHERE subject = \(subject) AND failures > 0")
  }

  package func remove(_ subject: String) throws {
    try tx.execute("DELETE FROM sign_in_budgets WHERE subject = \(subject)")
  }

  /// Forgets everything about the PIN of one person, at every till.
  package func removePINs(of id: ID<Staff>) throws {
    let prefix = SignInSubject.pins(of: id)
    try tx.execute("DELETE FROM sign_in_budgets WHERE subject >= \(prefix) AND subject < \(prefix + "~")")
  }

  /// Forgets subjects that have been quiet since `moment`, except those that stay locked.
  package func removeQuiet(since moment: Instant) throws {
    try tx.execute("DELETE FROM sign_in_budgets WHERE last_at < \(moment.milliseconds) AND subject NOT LIKE 'pin:%'")
  }
}
