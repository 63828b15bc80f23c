package import Domain
package import SQLEngine

/// Gift cards and what is left on them.
package struct GiftCardStore {
  let tx: Transaction

  /// - Throws: ``RefusalCode/notFound``.
  package func take(_ id: ID<GiftCard>) throws -> GiftCard {
    guard let row = try tx.row("SELECT * FROM gift_cards WHERE id = \(id) AND removed_at IS NULL") else {
      throw Refusal.notFound("gift card")
    }
    return try GiftCard(row: row)
  }

  package func find(code: String) throws -> GiftCard? {
    try tx.row("SELECT * FROM gift_cards WHERE code_key = \(code.identityKey) AND removed_at IS NULL").map(GiftCard.init(row:))
  }

  /// One page, newest first; `search` is the beginning of a code.
  package func list(search: String?, page: PageRequest) throws -> Page<GiftCard> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let named: SQL = search.map { "AND \(NamePrefix.condition("code", $0))" } ?? ""
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      """
      SELECT * FROM gift_cards WHERE removed_at IS NULL \(named) \(after) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(GiftCard.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// - Throws: `validationFailed` naming `code` where another card has it.
  package func add(_ card: GiftCard, _ cause: CreditCause) throws {
    do {
      try tx.execute(
        """
        INSERT INTO gift_cards (id, code, code_key, balance, currency, expires_at, created_at)
        VALUES (\(card.id), \(card.code), \(card.code.identityKey), \(card.balance), \(card.currency.code), \(card.expiresAt),
          \(card.createdAt))
        """)
    } catch let error as EngineError where error.isDuplicate(of: "gift_cards.code_key") {
      throw Refusal.invalid("code", "taken", "Another gift card has this code already.")
    }
    if card.balance > 0 { try enter(card.balance, balance: card.balance, card.id, cause) }
  }

  /// Changes until when a card is good.
  package func save(_ card: GiftCard) throws {
    try tx.execute("UPDATE gift_cards SET expires_at = \(card.expiresAt) WHERE id = \(card.id)")
  }

  /// Spends from the card with this code: one conditional write (P11).
  ///
  /// - Returns: the card, with what is left on it.
  /// - Throws: ``RefusalCode/insufficientCredit``; `validationFailed` naming `field` for no card, an expired one, or another currency.
  package func spend(_ code: String, _ money: Money, field: String = "reference", _ cause: CreditCause) throws -> GiftCard {
    let (amount, currency) = (money.minorUnits, money.currency)
    let row = try tx.row(
      """
      UPDATE gift_cards SET balance = balance - \(amount)
      WHERE code_key = \(code.identityKey) AND removed_at IS NULL AND currency = \(currency.code)
        AND (expires_at IS NULL OR expires_at > \(cause.now)) AND balance >= \(amount) AND \(amount) > 0 RETURNING *
      """)
    guard let row else {
      guard let card = try find(code: code), card.currency == currency, card.expiresAt.map({ $0 > cause.now }) ?? true else {
        throw Refusal.unknownGiftCard(field)
      }
      throw Refusal.insufficientGiftCard(card.balance)
    }
    let card = try GiftCard(row: row)
    try enter(-amount, balance: card.balance, card.id, cause)
    return card
  }

  /// Puts money on a card: a top-up, or what was given back.
  @discardableResult
  package func give(_ amount: Int64, to id: ID<GiftCard>, _ cause: CreditCause) throws -> GiftCard {
    guard (1...Money.limit).contains(amount) else { throw Refusal.amountTooLarge("amount") }
    let row = try tx.row(
      "UPDATE gift_cards SET balance = balance + \(amount) WHERE id = \(id) AND balance <= \(Money.limit - amount) RETURNING *")
    guard let row else {
      _ = try take(id)
      throw Refusal.amountTooLarge("amount")
    }
    let card = try GiftCard(row: row)
    try enter(amount, balance: card.balance, id, cause)
    return card
  }

  /// Takes money off a card without a sale: a correction.
  /// - Throws: ``RefusalCode/insufficientCredit``.
  package func take(_ amount: Int64, from id: ID<GiftCard>, _ cause: CreditCause) throws -> GiftCard {
    let row = try tx.row(
      "UPDATE gift_cards SET balance = balance - \(amount) WHERE id = \(id) AND balance >= \(amount) AND \(amount) > 0 RETURNING *")
    guard let row else { throw Refusal.insufficientGiftCard(try take(id).balance) }
    let card = try GiftCard(row: row)
    try enter(-amount, balance: card.balance, id, cause)
    return card
  }

  package func remove(_ id: ID<GiftCard>, at now: Instant) throws {
    try tx.execute("UPDATE gift_cards SET removed_at = \(now), code_key = NULL WHERE id = \(id)")
  }

  private func enter(_ delta: Int64, balance: Int64, _ id: ID<GiftCard>, _ cause: CreditCause) throws {
    let entry: ID<CreditEntry> = cause.ids.next()
    try tx.enqueue(
      """
      INSERT INTO gift_card_entries (id, gift_card_id, delta, balance, reason, order_id, actor, created_at)
      VALUES (\(entry), \(id), \(delta), \(balance), \(cause.reason), \(cause.orderID), \(cause.actorName), \(cause.now))
      """)
  }
}

extension GiftCard {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), code: try row.text("code"), balance: try row.integer("balance"), currency: try row.currency("currency"),
      expiresAt: try row.instantOrNil("expires_at"), createdAt: try row.instant("created_at"))
  }
}

extension Transaction {
  package var giftCards: GiftCardStore { GiftCardStore(tx: self) }
}
