package import Domain
package import SQLEngine

extension Transaction {
  package var paymentList: PaymentListStore { PaymentListStore(tx: self) }
}

/// Every payment and refund of the shop in one list, whichever order they belong to.
package struct PaymentListStore {
  let tx: Transaction

  /// One page, newest first, of the orders within the scope.
  package func list(_ filter: PaymentFilter, page: PageRequest, in scope: OrderScope) throws -> Page<PaymentEntry> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let sides = [PaymentEntry.Kind.payment, .refund].filter { filter.kind == nil || filter.kind == $0 }.map { kind -> SQL in
      let condition = conditions(filter, kind, after: place, in: scope).joined(separator: " AND ")
      return "SELECT * FROM (\(columns(kind)) WHERE \(condition) ORDER BY \(Self.newest) LIMIT \(page.limit + 1)) AS side"
    }
    let rows = try tx.rows("\(sides.joined(separator: " UNION ALL ")) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)")
    return Page(rows: try rows.map(PaymentEntry.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id)
    }
  }

  /// What orders are called, as far as they are within the scope.
  package func labels(of orders: Set<ID<Order>>, in scope: OrderScope) throws -> [ID<Order>: OrderLabel] {
    guard !orders.isEmpty else { return [:] }
    let rows = try tx.rows(
      """
      SELECT o.id, o.number, o.draft_number, c.name AS customer_name, c.company AS customer_company
      FROM orders o LEFT JOIN customers c ON c.id = o.customer_id
      WHERE o.id IN \(SQL.list(orders.map(\.text))) AND \(seen("o.id", in: scope))
      """)
    return Dictionary(try rows.map { (try $0.id("id"), try OrderLabel(row: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// How much waits within the scope, each counted up to ``PaymentsWaiting/limit``.
  package func waiting(in scope: OrderScope) throws -> PaymentsWaiting {
    let mine = seen("order_id", in: scope)
    return PaymentsWaiting(
      toCheck: try count("SELECT 1 AS one FROM payments WHERE status = 'claimed' AND \(mine)"),
      toDecide: try count("SELECT 1 AS one FROM payment_tasks WHERE resolved_at IS NULL AND \(seen("order_id", in: scope, orNone: true))"),
      underWay: try count(
        """
        SELECT 1 AS one FROM payments WHERE status IN ('created', 'requires_action', 'authorized') AND \(mine)
        UNION ALL SELECT 1 AS one FROM refunds WHERE status = 'pending' AND \(mine)
        """))
  }

  private func count(_ rows: SQL) throws -> Int64 {
    let answer = try tx.row(
      "SELECT COUNT(*) AS count FROM (SELECT one FROM (\(rows)) AS every LIMIT \(PaymentsWaiting.limit)) AS counted")
    return try answer?.integer("count") ?? 0
  }

  private static let newest: SQL = "m.created_at DESC, m.id DESC"

  private func columns(_ kind: PaymentEntry.Kind) -> SQL {
    switch kind {
    case .payment:
      """
      SELECT 'payment' AS kind, m.id, m.order_id, NULL AS payment_id, m.method, m.status, m.amount, m.refunded, m.reference,
        m.register_id, m.staff_id, m.created_at, a.provider, a.provider_payment AS provider_name, a.card, a.failure,
        o.number, o.draft_number, o.currency, c.name AS customer_name, c.company AS customer_company
      FROM payments m JOIN orders o ON o.id = m.order_id LEFT JOIN customers c ON c.id = o.customer_id
        LEFT JOIN payment_attempts a ON a.payment_id = m.id
      """
    case .refund:
      """
      SELECT 'refund' AS kind, m.id, m.order_id, m.payment_id, m.method, m.status, m.amount, 0 AS refunded, m.reason AS reference,
        m.register_id, m.staff_id, m.created_at, a.provider, m.provider_refund AS provider_name, a.card, m.failure,
        o.number, o.draft_number, o.currency, c.name AS customer_name, c.company AS customer_company
      FROM refunds m JOIN orders o ON o.id = m.order_id LEFT JOIN customers c ON c.id = o.customer_id
        LEFT JOIN payment_attempts a ON a.payment_id = m.payment_id
      """
    }
  }

  private func conditions(
    _ filter: PaymentFilter, _ kind: PaymentEntry.Kind, after place: Keyset?, in scope: OrderScope
  ) -> [SQL] {
    var conditions: [SQL] = [seen("m.order_id", in: scope)]
    if !filter.methods.isEmpty { conditions.append("m.method IN \(SQL.list(filter.methods.map(\.rawValue)))") }
    if !filter.statuses.isEmpty { conditions.append("m.status IN \(SQL.list(filter.statuses.map(\.rawValue)))") }
    if let order = filter.orderID { conditions.append("m.order_id = \(order)") }
    if let from = filter.createdFrom { conditions.append("m.created_at >= \(from)") }
    if let to = filter.createdTo { conditions.append("m.created_at < \(to)") }
    if let search = filter.search { conditions.append(found(search, kind)) }
    if let place { conditions.append("(m.created_at, m.id) < (\(place.value), \(place.id))") }
    return conditions
  }

  /// Whole words only: numbers and references are copied, not remembered.
  private func found(_ search: String, _ kind: PaymentEntry.Kind) -> SQL {
    let key = OrderNumber.key(search)
    var ways: [SQL] = ["o.number_key = \(key)", "a.provider_payment = \(search)"]
    if key.hasPrefix("D-"), let draft = Int64(key.dropFirst(2)) { ways.append("o.draft_number = \(draft)") }
    switch kind {
    case .payment: ways.append("LOWER(m.reference) = \(search.lowercasedASCII)")
    case .refund: ways.append("m.provider_refund = \(search)")
    }
    if search.utf8.count == 4, search.utf8.allSatisfy({ (48...57).contains($0) }) { ways.append("a.card LIKE \("% \(search)")") }
    return "(\(ways.joined(separator: " OR ")))"
  }

  /// - Parameter orNone: whether what belongs to no order is seen as well, by whoever is bound to no location.
  private func seen(_ column: SQL, in scope: OrderScope, orNone: Bool = false) -> SQL {
    guard let location = scope.location else { return orNone ? "1 = 1" : "\(column) IS NOT NULL" }
    return "\(column) IN (SELECT id FROM orders WHERE \(tx.orders.scoped(location, scope.held)))"
  }
}

extension PaymentEntry {
  init(row: Row) throws {
    let method: PaymentMethod = try row.choice("method")
    guard let currency = Currency(try row.text("currency")) else { throw EngineError.statement("An order has no currency.") }
    let label = try OrderLabel(row: row)
    let provider = try row.textOrNil("provider") == nil ? nil : row.choice("provider", PaymentProvider.self)
    let card = try row.textOrNil("card")?.split(separator: " ").map(String.init) ?? []
    self.init(
      kind: try row.choice("kind"), id: try row.text("id"), orderID: try row.id("order_id"),
      orderNumber: label.number, customerName: label.customerName,
      paymentID: try row.idOrNil("payment_id"), method: method, status: try row.choice("status"),
      amount: Money(minorUnits: try row.integer("amount"), currency: currency), refunded: try row.integer("refunded"),
      reference: try row.textOrNil("reference"), provider: provider, providerName: try row.textOrNil("provider_name"),
      card: card.last.map { CardSight(brand: card.dropLast().joined(separator: " "), last4: $0) }, failure: try row.textOrNil("failure"),
      registerID: try row.idOrNil("register_id"), staffID: try row.textOrNil("staff_id"),
      createdAt: try row.instant("created_at"))
  }
}

extension OrderLabel {
  init(row: Row) throws {
    let (name, company) = (try row.textOrNil("customer_name"), try row.textOrNil("customer_company"))
    self.init(number: try row.textOrNil("number") ?? "D-\(row.integer("draft_number"))", customerName: name ?? company)
  }
}
