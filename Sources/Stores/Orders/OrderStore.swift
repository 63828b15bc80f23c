package import Domain
package import SQLEngine

/// Which of a new order's UUIDs are in use.
package struct TakenIDs: Sendable {
  package var order = false
  package var lines: Set<String> = []
}

/// Orders with everything that belongs to them: read whole, written whole, guarded by their version.
package struct OrderStore {
  let tx: Transaction

  /// An order within the scope, or nothing.
  package func find(_ id: ID<Order>, in scope: OrderScope) throws -> Order? {
    guard let order = try list(where: "id = \(id)").first, scope.sees(order) else { return nil }
    return order
  }

  /// An order that must exist within the scope; guarded against other writers until the transaction ends.
  ///
  /// - Throws: ``RefusalCode/notFound`` alike for unknown and out of scope.
  package func take(_ id: ID<Order>, in scope: OrderScope) throws -> Order {
    guard let order = try list(where: "id = \(id) \(Phrase.forUpdate)").first, scope.sees(order) else {
      throw Refusal.notFound("order")
    }
    return order
  }

  /// The order a caller made under its own UUID, with the hash of what it sent.
  package func find(clientID: String, in scope: OrderScope) throws -> (order: Order, contentHash: String)? {
    guard let row = try tx.row("SELECT id, content_hash FROM orders WHERE client_id = \(clientID)") else { return nil }
    guard let order = try find(try row.id("id"), in: scope) else { return nil }
    return (order, try row.textOrNil("content_hash") ?? "")
  }

  /// The order of a line that a caller added under its own UUID, with the hash of what it sent.
  package func line(clientID: String) throws -> (orderID: ID<Order>, contentHash: String)? {
    let row = try tx.row(
      """
      SELECT order_id, content_hash FROM order_lines WHERE client_id = \(clientID)
      UNION ALL SELECT order_id, content_hash FROM retired_line_ids WHERE client_id = \(clientID)
      """)
    guard let row else { return nil }
    return (try row.id("order_id"), try row.textOrNil("content_hash") ?? "")
  }

  /// Which of the UUIDs that a caller gave to an order and to its lines are in use already, by whomever; of lines also where they are gone.
  package func taken(clientID: String?, lines: [String]) throws -> TakenIDs {
    var questions: [SQL] = []
    if let clientID { questions.append("SELECT client_id, 1 AS is_order FROM orders WHERE client_id = \(clientID)") }
    if !lines.isEmpty {
      questions.append(
        "SELECT line.client_id, 0 AS is_order FROM wanted CROSS JOIN order_lines AS line WHERE line.client_id = wanted.client_id")
      questions.append(
        "SELECT line.client_id, 0 AS is_order FROM wanted CROSS JOIN retired_line_ids AS line WHERE line.client_id = wanted.client_id")
    }
    guard !questions.isEmpty else { return TakenIDs() }
    let wanted: SQL = lines.isEmpty ? .empty : "WITH wanted (client_id) AS NOT MATERIALIZED \(SQL.column(lines)) "
    var taken = TakenIDs()
    for row in try tx.rows("\(wanted)\(questions.joined(separator: " UNION ALL "))") {
      if try row.flag("is_order") { taken.order = true } else { taken.lines.insert(try row.text("client_id")) }
    }
    return taken
  }

  /// Whole orders for a condition on the table `orders`, sums computed.
  package func list(where condition: SQL) throws -> [Order] {
    let rows = try tx.rows("SELECT * FROM orders WHERE \(condition)")
    var orders = try rows.map(Order.init)
    guard !orders.isEmpty else { return [] }
    let ids = orders.map(\.id)
    let lines = try children("SELECT * FROM order_lines WHERE order_id IN \(SQL.list(ids)) ORDER BY position", LineItem.init)
    let adjustments = try children(
      "SELECT * FROM order_adjustments WHERE order_id IN \(SQL.list(ids)) ORDER BY position", Adjustment.init)
    let payments = try children(Self.payments(of: ids), Payment.init)
    let refunds = try children("SELECT * FROM refunds WHERE order_id IN \(SQL.list(ids)) ORDER BY created_at, id", Refund.init)
    let transfers = try transferNotices(of: payments)
    let papers = try papers(of: zip(orders, rows).filter { try $0.1.flag("has_papers") }.map(\.0.id))
    let shipments = try children("SELECT * FROM shipments WHERE order_id IN \(SQL.list(ids)) ORDER BY position", Shipment.init)
    let returns = try tx.returns.find(of: orders.filter { $0.returnStatus != .none }.map(\.id))
    let customers = try tx.customers.find(Set(orders.compactMap(\.customerID)))
    for index in orders.indices {
      let id = orders[index].id.text
      orders[index].customer = orders[index].customerID.flatMap { customers[$0] }
      orders[index].papers = papers[id] ?? OrderPapers()
      orders[index].lines = lines[id] ?? []
      orders[index].adjustments = adjustments[id] ?? []
      orders[index].payments = payments[id] ?? []
      orders[index].refunds = refunds[id] ?? []
      orders[index].returns = returns[orders[index].id] ?? []
      orders[index].transferNotices = transfers[id] ?? []
      orders[index].shipments = shipments[id] ?? []
      try orders[index].recalculate()
    }
    return orders
  }

  /// With what a provider has to do with them, in the same statement.
  private static func payments(of orders: [ID<Order>]) -> SQL {
    """
    SELECT payments.*, attempt.provider AS attempt_provider, attempt.origin AS attempt_origin, attempt.state AS attempt_state,
      attempt.provider_payment AS attempt_payment, attempt.page_url AS attempt_page, attempt.card AS attempt_card,
      attempt.failure AS attempt_failure
    FROM payments LEFT JOIN payment_attempts AS attempt ON attempt.payment_id = payments.id
    WHERE payments.order_id IN \(SQL.list(orders)) ORDER BY payments.created_at, payments.id
    """
  }

  /// Each notice has a payment of its own, so that only orders with a transfer are asked about.
  private func transferNotices(of payments: [String: [Payment]]) throws -> [String: [TransferNotice]] {
    let orders = payments.filter { $0.value.contains { $0.method == .bankTransfer } }.keys.sorted()
    guard !orders.isEmpty else { return [:] }
    return try children(
      "SELECT * FROM transfer_notices WHERE order_id IN \(SQL.list(orders)) ORDER BY created_at, id", TransferNotice.init(row:))
  }

  private func children<Child>(_ sql: SQL, _ make: (Row) throws -> Child) throws -> [String: [Child]] {
    var grouped: [String: [Child]] = [:]
    for row in try tx.rows(sql) {
      grouped[try row.text("order_id"), default: []].append(try make(row))
    }
    return grouped
  }
}

extension Transaction {
  package var orders: OrderStore { OrderStore(tx: self) }
}
