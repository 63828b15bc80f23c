package import Domain
package import SQLEngine

/// Money that a person has to decide about.
package struct PaymentTaskStore {
  let tx: Transaction

  /// Which tasks somebody asks for.
  package struct Filter: Sendable {
    /// Nil for both.
    package var isOpen: Bool?
    package var kind: PaymentTask.Kind?
    package var orderID: ID<Order>?

    package init() {}
  }

  package func find(_ id: ID<PaymentTask>, in scope: OrderScope) throws -> PaymentTask? {
    try tx.row("SELECT * FROM payment_tasks WHERE id = \(id) AND \(seen(in: scope))").map(PaymentTask.init(row:))
  }

  /// The one that was written under a key.
  package func find(dedupKey: String) throws -> PaymentTask? {
    try tx.row("SELECT * FROM payment_tasks WHERE dedup_key = \(dedupKey)").map(PaymentTask.init(row:))
  }

  /// Newest first.
  package func list(_ filter: Filter, page: PageRequest, in scope: OrderScope) throws -> Page<PaymentTask> {
    var conditions: [SQL] = [seen(in: scope)]
    if let isOpen = filter.isOpen { conditions.append(isOpen ? "resolved_at IS NULL" : "resolved_at IS NOT NULL") }
    if let kind = filter.kind { conditions.append("kind = \(kind.rawValue)") }
    if let order = filter.orderID { conditions.append("order_id = \(order)") }
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      conditions.append("(created_at, id) < (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      """
      SELECT * FROM payment_tasks WHERE \(conditions.joined(separator: " AND "))
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(PaymentTask.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// The open ones of a payment.
  package func open(of payment: ID<Payment>) throws -> [PaymentTask] {
    try tx.rows("SELECT * FROM payment_tasks WHERE payment_id = \(payment) AND resolved_at IS NULL ORDER BY created_at, id")
      .map(PaymentTask.init(row:))
  }

  /// The open ones of an order.
  package func open(ofOrder order: ID<Order>) throws -> [PaymentTask] {
    try tx.rows("SELECT * FROM payment_tasks WHERE order_id = \(order) AND resolved_at IS NULL ORDER BY created_at, id")
      .map(PaymentTask.init(row:))
  }

  /// Writes a task down; what was written under the same key before stays as it is.
  ///
  /// - Returns: whether it is new.
  package func add(_ task: PaymentTask, dedupKey: String, nextTryAt: Instant?) throws -> Bool {
    let added = try tx.changes(
      """
      INSERT INTO payment_tasks (id, kind, order_id, payment_id, amount, currency, detail, dedup_key, created_at, next_try_at)
      VALUES (\(task.id), \(task.kind.rawValue), \(task.orderID), \(task.paymentID), \(task.amount.minorUnits),
        \(task.amount.currency.code), \(task.detail), \(dedupKey), \(task.createdAt), \(nextTryAt))
      ON CONFLICT (dedup_key) DO NOTHING
      """)
    return added == 1
  }

  /// Ends a task; of two who try, one does.
  package func resolve(_ id: ID<PaymentTask>, as resolution: PaymentTask.Resolution, by actor: String?, at now: Instant) throws -> Bool {
    let changed = try tx.changes(
      """
      UPDATE payment_tasks SET resolution = \(resolution.rawValue), resolved_at = \(now), resolved_by = \(actor), next_try_at = NULL
      WHERE id = \(id) AND resolved_at IS NULL
      """)
    return changed == 1
  }

  /// Says when what can mend itself is tried again.
  package func postpone(_ id: ID<PaymentTask>, until moment: Instant) throws {
    try tx.execute("UPDATE payment_tasks SET next_try_at = \(moment) WHERE id = \(id) AND resolved_at IS NULL")
  }

  /// Paid orders that may be placed by now, the longest due first.
  package func due(at now: Instant, limit: Int = 50) throws -> [PaymentTask] {
    try tx.rows(
      """
      SELECT * FROM payment_tasks WHERE resolved_at IS NULL AND next_try_at <= \(now) AND kind = 'not_placed'
      ORDER BY next_try_at LIMIT \(limit)
      """
    ).map(PaymentTask.init(row:))
  }

  private func seen(in scope: OrderScope) -> SQL {
    guard let location = scope.location else { return "1 = 1" }
    return "EXISTS (SELECT 1 FROM orders WHERE orders.id = payment_tasks.order_id AND orders.location_id = \(location))"
  }
}

extension PaymentTask {
  init(row: Row) throws {
    self.init(
      id: try row.id("id"), kind: try row.choice("kind"), orderID: try row.idOrNil("order_id"), paymentID: try row.idOrNil("payment_id"),
      amount: Money(minorUnits: try row.integer("amount"), currency: try row.currency("currency")), detail: try row.text("detail"),
      createdAt: try row.instant("created_at"), resolvedAt: try row.instantOrNil("resolved_at"),
      resolution: try row.textOrNil("resolution").flatMap(Resolution.init))
  }
}

extension Transaction {
  package var paymentTasks: PaymentTaskStore { PaymentTaskStore(tx: self) }
}
