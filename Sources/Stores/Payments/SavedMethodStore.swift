package import Domain
package import SQLEngine

extension Transaction {
  package var savedMethods: SavedMethodStore { SavedMethodStore(tx: self) }
}

/// Cards that providers keep for customers; never more of them than may be shown (P26).
package struct SavedMethodStore {
  let tx: Transaction

  /// A card that is still kept.
  package func find(_ id: ID<SavedMethod>) throws -> SavedMethod? {
    try tx.row("SELECT * FROM saved_methods WHERE id = \(id) AND removed_at IS NULL").map(SavedMethod.init(row:))
  }

  /// The cards of a customer, the newest first.
  package func list(of customer: ID<Customer>) throws -> [SavedMethod] {
    try tx.rows(
      "SELECT * FROM saved_methods WHERE customer_id = \(customer) AND removed_at IS NULL ORDER BY created_at DESC, id DESC"
    ).map(SavedMethod.init(row:))
  }

  /// Keeps a card; one that is here already takes over what the provider says of it now.
  ///
  /// - Returns: the card as it is kept, and whether it is new.
  package func keep(_ method: SavedMethod) throws -> (method: SavedMethod, isNew: Bool) {
    let account = method.account
    let isNew =
      try tx.changes(
        """
        INSERT INTO saved_methods (id, customer_id, provider, account, is_live, provider_method, brand, last4, expires_month, expires_year,
          created_at)
        VALUES (\(method.id), \(method.customerID), \(account.provider.rawValue), \(account.name), \(account.isLive),
          \(method.providerMethod), \(method.card.brand), \(method.card.last4), \(method.card.expiresMonth), \(method.card.expiresYear),
          \(method.createdAt))
        ON CONFLICT (provider, account, provider_method) WHERE removed_at IS NULL DO NOTHING
        """) == 1
    let row = try tx.row(
      """
      UPDATE saved_methods SET expires_month = \(method.card.expiresMonth), expires_year = \(method.card.expiresYear)
      WHERE provider = \(account.provider.rawValue) AND account = \(account.name) AND provider_method = \(method.providerMethod)
        AND removed_at IS NULL
      RETURNING *
      """)
    guard let row else { throw Refusal(.conflict, "This card was removed at the same time. Try again.") }
    return (try SavedMethod(row: row), isNew)
  }

  /// Removes a card here at once; the provider is asked to forget it until it has. False where it was removed before.
  package func remove(_ id: ID<SavedMethod>, at now: Instant) throws -> Bool {
    try tx.changes("UPDATE saved_methods SET removed_at = \(now), forget_at = \(now) WHERE id = \(id) AND removed_at IS NULL") == 1
  }

  /// Removes what the provider does not keep any more.
  ///
  /// - Parameter moment: when the provider was asked; what came here since then is not in its answer.
  package func removeAll(of customer: ID<Customer>, in account: ProviderAccount, except kept: [String], since moment: Instant) throws {
    let others: SQL = kept.isEmpty ? "" : "AND provider_method NOT IN \(SQL.list(kept))"
    try tx.execute(
      """
      DELETE FROM saved_methods WHERE customer_id = \(customer) AND provider = \(account.provider.rawValue)
        AND account = \(account.name) AND removed_at IS NULL AND created_at < \(moment) \(others)
      """)
  }

  /// Takes a card that its provider has still to forget; tried again at `next` unless it is said to be forgotten before.
  package func takeToForget(next: Instant, at now: Instant) throws -> (method: SavedMethod, tries: Int64)? {
    let row = try tx.row(
      """
      UPDATE saved_methods SET forget_at = \(next), forget_tries = forget_tries + 1
      WHERE id = (SELECT id FROM saved_methods WHERE forget_at <= \(now) ORDER BY forget_at, id LIMIT 1)
      RETURNING *
      """)
    return try row.map { (try SavedMethod(row: $0), try $0.integer("forget_tries")) }
  }

  /// When its provider is asked again to forget a card that it did not.
  package func postpone(_ id: ID<SavedMethod>, until next: Instant) throws {
    try tx.execute("UPDATE saved_methods SET forget_at = \(next) WHERE id = \(id) AND forget_at IS NOT NULL")
  }

  /// The provider has forgotten it, and so do we.
  package func forget(_ id: ID<SavedMethod>) throws {
    try tx.execute("DELETE FROM saved_methods WHERE id = \(id) AND removed_at IS NOT NULL")
  }
}

extension SavedMethod {
  init(row: Row) throws {
    let account = ProviderAccount(provider: try row.choice("provider"), name: try row.text("account"), isLive: try row.flag("is_live"))
    let card = CardSight(
      brand: try row.text("brand"), last4: try row.text("last4"), expiresMonth: try row.integerOrNil("expires_month"),
      expiresYear: try row.integerOrNil("expires_year"))
    self.init(
      id: try row.id("id"), customerID: try row.id("customer_id"), account: account, providerMethod: try row.text("provider_method"),
      card: card, createdAt: try row.instant("created_at"))
  }
}
