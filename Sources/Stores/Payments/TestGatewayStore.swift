package import Domain
package import SQLEngine

/// The books of the test gateway. What may happen once is one conditional write, as with money that is real.
package struct TestGatewayStore {
  let tx: Transaction

  package func find(key: String) throws -> TestPage? {
    try tx.row("SELECT * FROM test_gateway_pages WHERE request_key = \(key)").map(TestPage.init(row:))
  }

  package func find(secret: String) throws -> TestPage? {
    try tx.row("SELECT * FROM test_gateway_pages WHERE secret = \(secret)").map(TestPage.init(row:))
  }

  package func find(_ id: ID<TestPage>) throws -> TestPage? {
    try tx.row("SELECT * FROM test_gateway_pages WHERE id = \(id)").map(TestPage.init(row:))
  }

  package func add(_ page: TestPage) throws {
    try tx.execute(
      """
      INSERT INTO test_gateway_pages (id, request_key, secret, title, amount, currency, customer, keeps_card, return_url, state,
        card_last4, ends_at, created_at)
      VALUES (\(page.id), \(page.requestKey), \(page.secret), \(page.title), \(page.amount?.minorUnits), \(page.amount?.currency.code),
        \(page.customer), \(page.keepsCard), \(page.returnURL), \(page.state.rawValue), \(page.card?.last4), \(page.endsAt),
        \(page.createdAt))
      """)
  }

  /// Ends an open page in one way.
  ///
  /// - Returns: false where somebody else ended it before.
  package func end(_ id: ID<TestPage>, as state: TestPage.State, card: CardSight?) throws -> Bool {
    let changed = try tx.changes(
      "UPDATE test_gateway_pages SET state = \(state.rawValue), card_last4 = \(card?.last4) WHERE id = \(id) AND state = 'open'")
    return changed == 1
  }

  /// - Returns: false where less than that is left.
  package func giveBack(_ refund: TestRefund, at now: Instant) throws -> Bool {
    let amount = refund.amount.minorUnits
    let changed = try tx.changes(
      """
      UPDATE test_gateway_pages SET refunded = refunded + \(amount)
      WHERE id = \(refund.page) AND state = 'done' AND currency = \(refund.amount.currency.code) AND refunded + \(amount) <= amount
      """)
    guard changed == 1 else { return false }
    try tx.execute(
      """
      INSERT INTO test_gateway_refunds (id, page_id, request_key, amount, currency, created_at)
      VALUES (\(refund.id), \(refund.page), \(refund.requestKey), \(amount), \(refund.amount.currency.code), \(now))
      """)
    return true
  }

  package func findRefund(key: String) throws -> TestRefund? {
    try tx.row("SELECT * FROM test_gateway_refunds WHERE request_key = \(key)").map(TestRefund.init(row:))
  }

  package func refunds(of page: ID<TestPage>) throws -> [TestRefund] {
    try tx.rows("SELECT * FROM test_gateway_refunds WHERE page_id = \(page) ORDER BY created_at, id").map(TestRefund.init(row:))
  }

  package func add(_ card: TestCard, at now: Instant) throws {
    try tx.execute(
      """
      INSERT INTO test_gateway_cards (id, customer, last4, created_at)
      VALUES (\(card.id), \(card.customer), \(card.card.last4), \(now))
      """)
  }

  package func findCard(_ id: ID<TestCard>) throws -> TestCard? {
    try tx.row("SELECT * FROM test_gateway_cards WHERE id = \(id) AND removed_at IS NULL").map(TestCard.init(row:))
  }

  package func cards(of customer: String) throws -> [TestCard] {
    try tx.rows("SELECT * FROM test_gateway_cards WHERE customer = \(customer) AND removed_at IS NULL ORDER BY created_at, id")
      .map(TestCard.init(row:))
  }

  package func removeCard(_ id: ID<TestCard>, at now: Instant) throws {
    try tx.execute("UPDATE test_gateway_cards SET removed_at = \(now) WHERE id = \(id) AND removed_at IS NULL")
  }
}

extension TestPage {
  fileprivate init(row: Row) throws {
    let units = try row.integerOrNil("amount")
    let code = try row.textOrNil("currency")
    self.init(
      id: try row.id("id"), requestKey: try row.text("request_key"), secret: try row.text("secret"), title: try row.text("title"),
      amount: try units.flatMap { units in try code.map { try TestGatewayStore.money(units, in: $0) } },
      customer: try row.textOrNil("customer"), keepsCard: try row.flag("keeps_card"), returnURL: try row.text("return_url"),
      state: try row.choice("state"), card: try row.textOrNil("card_last4").map(TestCard.sight), refunded: try row.integer("refunded"),
      endsAt: try row.instant("ends_at"), createdAt: try row.instant("created_at"))
  }
}

extension TestRefund {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), page: try row.id("page_id"), requestKey: try row.text("request_key"),
      amount: try TestGatewayStore.money(try row.integer("amount"), in: try row.text("currency")))
  }
}

extension TestCard {
  fileprivate init(row: Row) throws {
    self.init(id: try row.id("id"), customer: try row.text("customer"), card: TestCard.sight(last4: try row.text("last4")))
  }
}

extension TestGatewayStore {
  fileprivate static func money(_ units: Int64, in code: String) throws -> Money {
    guard let currency = Currency(code) else { throw EngineError.statement("\(code) is no currency that this version knows.") }
    return Money(minorUnits: units, currency: currency)
  }
}

extension Transaction {
  package var testGateway: TestGatewayStore { TestGatewayStore(tx: self) }
}
