package import Domain
package import SQLEngine

extension Transaction {
  package var oneTimeLinks: OneTimeLinkStore { OneTimeLinkStore(tx: self) }
}

/// Secrets that open one page once: the set-up of an empty shop and the reset of a password.
package struct OneTimeLinkStore {
  let tx: Transaction

  /// The new link replaces every earlier one of its kind.
  package func addSetUp(secretHash: String, at now: Instant) throws {
    try tx.execute("DELETE FROM one_time_links WHERE purpose = 'set_up'")
    try tx.execute(
      """
      INSERT INTO one_time_links (secret_hash, purpose, staff_id, created_at, expires_at, used_at)
      VALUES (\(secretHash), 'set_up', NULL, \(now.milliseconds), NULL, NULL)
      """)
  }

  /// The new link replaces every earlier one of this person.
  package func addReset(secretHash: String, for id: ID<Staff>, at now: Instant, until: Instant) throws {
    try removeResets(of: id)
    try tx.execute(
      """
      INSERT INTO one_time_links (secret_hash, purpose, staff_id, created_at, expires_at, used_at)
      VALUES (\(secretHash), 'reset_password', \(id.text), \(now.milliseconds), \(until.milliseconds), NULL)
      """)
  }

  /// True while the secret still opens the set-up page.
  package func isSetUp(secretHash: String) throws -> Bool {
    try tx.row("SELECT purpose FROM one_time_links WHERE secret_hash = \(secretHash) AND purpose = 'set_up' AND used_at IS NULL") != nil
  }

  /// Whose password the secret may still reset.
  package func reset(secretHash: String, at now: Instant) throws -> ID<Staff>? {
    try tx.row(
      """
      SELECT staff_id FROM one_time_links
      WHERE secret_hash = \(secretHash) AND purpose = 'reset_password' AND used_at IS NULL AND expires_at > \(now.milliseconds)
        AND created_at <= \(ClockSkew.latestStart(at: now))
      """
    ).map { ID(stored: try $0.text("staff_id")) }
  }

  /// Spends a link; of two who try, one gets true.
  package func consume(secretHash: String, at now: Instant) throws -> Bool {
    try tx.changes("UPDATE one_time_links SET used_at = \(now.milliseconds) WHERE secret_hash = \(secretHash) AND used_at IS NULL") == 1
  }

  package func removeResets(of id: ID<Staff>) throws {
    try tx.execute("DELETE FROM one_time_links WHERE purpose = 'reset_password' AND staff_id = \(id.text)")
  }
}
