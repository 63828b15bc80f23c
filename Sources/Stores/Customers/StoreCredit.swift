package import Domain
import SQLEngine

extension CustomerStore {
  /// Spends store credit: one conditional write, so that two tills never spend the same money (P11).
  ///
  /// - Returns: what is left, in minor units.
  /// - Throws: ``RefusalCode/insufficientCredit``; `validationFailed` for another currency than the shop's.
  @discardableResult
  package func spendCredit(_ id: ID<Customer>, _ money: Money, _ cause: CreditCause) throws -> Int64 {
    let amount = try minorUnits(of: money)
    let row = try tx.row(
      """
      UPDATE customers SET store_credit = store_credit - \(amount)
      WHERE id = \(id) AND removed_at IS NULL AND store_credit >= \(amount) AND \(amount) > 0 RETURNING store_credit
      """)
    guard let row else { throw Refusal.insufficientStoreCredit(try take(id).storeCredit) }
    let balance = try row.integer("store_credit")
    try enter(-amount, balance: balance, id, cause)
    return balance
  }

  /// Gives store credit: a goodwill, or money back.
  ///
  /// - Returns: what is there now, in minor units.
  /// - Throws: ``RefusalCode/notFound``, `validationFailed` beyond the range.
  @discardableResult
  package func giveCredit(_ id: ID<Customer>, _ money: Money, _ cause: CreditCause) throws -> Int64 {
    let amount = try minorUnits(of: money)
    guard (1...Money.limit).contains(amount) else { throw Refusal.amountTooLarge("amount") }
    let row = try tx.row(
      """
      UPDATE customers SET store_credit = store_credit + \(amount)
      WHERE id = \(id) AND store_credit <= \(Money.limit - amount) RETURNING store_credit
      """)
    guard let row else {
      _ = try take(id)
      throw Refusal.amountTooLarge("amount")
    }
    let balance = try row.integer("store_credit")
    try enter(amount, balance: balance, id, cause)
    return balance
  }

  /// What changed a customer's credit, newest first.
  package func creditEntries(of id: ID<Customer>, page: PageRequest) throws -> Page<CreditEntry> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      """
      SELECT * FROM store_credit_entries WHERE customer_id = \(id) \(after)
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(CreditEntry.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// Whether the shop owes anybody credit, which is in the shop's currency.
  package func holdCredit() throws -> Bool {
    try tx.row("SELECT 1 AS one FROM customers WHERE store_credit > 0 LIMIT 1") != nil
  }

  /// Credit is owed in the shop's currency.
  private func minorUnits(of money: Money) throws -> Int64 {
    let currency = try tx.settings.current().currency
    guard money.currency == currency else {
      throw Refusal.invalid("currency", "currency_mismatch", "Store credit is in \(currency).")
    }
    return money.minorUnits
  }

  private func enter(_ delta: Int64, balance: Int64, _ id: ID<Customer>, _ cause: CreditCause) throws {
    let entry: ID<CreditEntry> = cause.ids.next()
    try tx.enqueue(
      """
      INSERT INTO store_credit_entries (id, customer_id, delta, balance, reason, order_id, actor, created_at)
      VALUES (\(entry), \(id), \(delta), \(balance), \(cause.reason), \(cause.orderID), \(cause.actorName), \(cause.now))
      """)
  }
}

extension CreditEntry {
  init(row: Row) throws {
    self.init(
      id: try row.id("id"), delta: try row.integer("delta"), balance: try row.integer("balance"), reason: try row.text("reason"),
      orderID: try row.idOrNil("order_id"), actor: try row.text("actor"), createdAt: try row.instant("created_at"))
  }
}
