/// Money paid before it is spent, by whoever holds the code; a tender, never a discount (rule M11).
package struct GiftCard: Sendable, Equatable, Identified {
  package static let idPrefix = "gft"

  package let id: ID<GiftCard>
  package let code: String
  /// Minor units left.
  package var balance: Int64
  package let currency: Currency
  package var expiresAt: Instant?
  package let createdAt: Instant

  package init(id: ID<GiftCard>, code: String, balance: Int64, currency: Currency, expiresAt: Instant?, createdAt: Instant) {
    self.id = id
    self.code = code
    self.balance = balance
    self.currency = currency
    self.expiresAt = expiresAt
    self.createdAt = createdAt
  }

  /// - Throws: `validationFailed` naming `code` or `balance`.
  package func check() throws(Refusal) {
    var checks = FieldChecks()
    checks.code(code, "code", limit: 64)
    if code.utf8.count < 6 { checks.fail("code", "too_short", "A code has at least 6 characters, so that nobody guesses it.") }
    if !(0...Money.limit).contains(balance) { checks.fail("balance", "out_of_range", "A balance is 0 or more.") }
    try checks.finish()
  }
}

/// One change of a customer's store credit or of a gift card's balance.
package struct CreditEntry: Sendable, Equatable, Identified {
  package static let idPrefix = "crd"

  package let id: ID<CreditEntry>
  /// Minor units; negative is spent.
  package let delta: Int64
  /// What was left afterwards.
  package let balance: Int64
  package let reason: String
  package let orderID: ID<Order>?
  package let actor: String
  package let createdAt: Instant

  package init(
    id: ID<CreditEntry>, delta: Int64, balance: Int64, reason: String, orderID: ID<Order>?, actor: String, createdAt: Instant
  ) {
    self.id = id
    self.delta = delta
    self.balance = balance
    self.reason = reason
    self.orderID = orderID
    self.actor = actor
    self.createdAt = createdAt
  }

  /// The same for somebody for whom its order does not exist.
  package var withoutOrder: CreditEntry {
    CreditEntry(id: id, delta: delta, balance: balance, reason: reason, orderID: nil, actor: actor, createdAt: createdAt)
  }
}
