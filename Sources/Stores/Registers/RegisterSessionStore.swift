package import Domain
package import SQLEngine

/// The turns of the tills: what was in the drawer, what came and went, what was counted.
package struct RegisterSessionStore {
  let tx: Transaction

  /// - Throws: ``RefusalCode/notFound`` for one that is not of this till.
  package func take(_ id: ID<RegisterSession>, of registerID: ID<Register>) throws -> RegisterSession {
    guard let row = try tx.row("SELECT * FROM register_sessions WHERE id = \(id) AND register_id = \(registerID)") else {
      throw Refusal.notFound("session")
    }
    return try RegisterSession(row: row)
  }

  package func list(of registerID: ID<Register>, page: PageRequest) throws -> Page<RegisterSession> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let after: SQL = place.map { "AND (opened_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      """
      SELECT * FROM register_sessions WHERE register_id = \(registerID) \(after)
      ORDER BY opened_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(RegisterSession.init), limit: page.limit) {
      Keyset(value: .integer($0.openedAt.milliseconds), id: $0.id.text)
    }
  }

  /// - Throws: ``RefusalCode/sessionOpen`` where the till has an open one; the schema decides between two at once.
  package func add(_ session: RegisterSession) throws {
    do {
      try tx.execute(
        """
        INSERT INTO register_sessions (id, register_id, currency, opening_float, opened_at, opened_by)
        VALUES (\(session.id), \(session.registerID), \(session.currency), \(session.openingFloat), \(session.openedAt), \(session.openedBy))
        """)
    } catch EngineError.constraint(.unique, _) {
      throw Refusal.sessionAlreadyOpen
    }
  }

  /// - Throws: ``RefusalCode/sessionClosed`` where somebody else was faster.
  package func close(_ id: ID<RegisterSession>, _ close: RegisterSession.Close) throws {
    let changed = try tx.changes(
      """
      UPDATE register_sessions SET counted = \(close.counted), expected = \(close.expected), closed_at = \(close.at),
        closed_by = \(close.by) WHERE id = \(id) AND closed_at IS NULL
      """)
    if changed == 0 { throw Refusal.sessionIsClosed }
  }

  /// - Throws: ``RefusalCode/sessionClosed`` for a session that was counted.
  package func add(_ movement: CashMovement) throws {
    let changed = try tx.changes(
      """
      INSERT INTO cash_movements (id, session_id, amount, reason, made_by, created_at)
      SELECT \(movement.id), id, \(movement.amount), \(movement.reason), \(movement.by), \(movement.createdAt)
      FROM register_sessions WHERE id = \(movement.sessionID) AND closed_at IS NULL
      """)
    if changed == 0 { throw Refusal.sessionIsClosed }
  }

  /// Whether any drawer of the shop is open.
  package func isAnyOpen() throws -> Bool {
    try tx.row("SELECT 1 AS one FROM register_sessions WHERE closed_at IS NULL LIMIT 1") != nil
  }

  package func movements(of id: ID<RegisterSession>) throws -> [CashMovement] {
    try tx.rows("SELECT * FROM cash_movements WHERE session_id = \(id) ORDER BY created_at, id").map { row in
      CashMovement(
        id: try row.id("id"), sessionID: try row.id("session_id"), amount: try row.integer("amount"), reason: try row.text("reason"),
        by: try row.text("made_by"), createdAt: try row.instant("created_at"))
    }
  }

  /// What a session took and gave so far, by way of paying; only in the drawer's own currency.
  package func figures(of session: RegisterSession) throws -> SessionFigures {
    let rows = try tx.rows(
      """
      SELECT method, SUM(taken) AS taken, SUM(takings) AS takings, SUM(given) AS given, SUM(givings) AS givings FROM (
        SELECT p.method, p.amount AS taken, 1 AS takings, 0 AS given, 0 AS givings
        FROM payments p JOIN orders o ON o.id = p.order_id AND o.currency = \(session.currency)
        WHERE p.session_id = \(session.id) AND p.status IN ('captured', 'partially_refunded', 'refunded')
        UNION ALL SELECT r.method, 0, 0, r.amount, 1
        FROM refunds r JOIN orders o ON o.id = r.order_id AND o.currency = \(session.currency)
        WHERE r.session_id = \(session.id) AND r.status <> 'failed') AS flows
      GROUP BY method ORDER BY method
      """)
    let methods = try rows.map { row in
      SessionFigures.Method(
        method: try row.text("method"), payments: try row.integer("taken"), paymentCount: try row.integer("takings"),
        refunds: try row.integer("given"), refundCount: try row.integer("givings"))
    }
    let cash = try tx.row(
      """
      SELECT COALESCE(SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END), 0) AS cash_in,
        COALESCE(SUM(CASE WHEN amount < 0 THEN -amount ELSE 0 END), 0) AS cash_out FROM cash_movements WHERE session_id = \(session.id)
      """)
    let orders = try tx.row("SELECT COUNT(DISTINCT order_id) AS orders FROM payments WHERE session_id = \(session.id)")
    return SessionFigures(
      openingFloat: session.openingFloat, methods: methods, cashIn: try cash?.integer("cash_in") ?? 0,
      cashOut: try cash?.integer("cash_out") ?? 0, orderCount: try orders?.integer("orders") ?? 0)
  }
}

extension RegisterSession {
  init(row: Row) throws {
    var close: Close?
    if let at = try row.instantOrNil("closed_at") {
      close = Close(counted: try row.integer("counted"), expected: try row.integer("expected"), at: at, by: try row.text("closed_by"))
    }
    self.init(
      id: try row.id("id"), registerID: try row.id("register_id"), currency: try row.text("currency"),
      openingFloat: try row.integer("opening_float"), openedAt: try row.instant("opened_at"), openedBy: try row.text("opened_by"),
      close: close)
  }
}

extension Transaction {
  package var registerSessions: RegisterSessionStore { RegisterSessionStore(tx: self) }
}
