package import Domain
package import SQLEngine

/// What came back of orders, or is to. What is limited is one conditional write: no more units than the line has, and a part is decided
/// about once (STK-07).
package struct ReturnStore {
  let tx: Transaction

  /// Writes a return that was just asked for.
  ///
  /// - Throws: ``RefusalCode/conflict`` where somebody else asked for the same units first.
  package func add(_ item: Return, to order: ID<Order>) throws {
    try tx.execute(
      """
      INSERT INTO order_returns (id, order_id, staff_id, refusal, exchange_order_id, created_at)
      VALUES (\(item.id), \(order), \(item.staffID), \(item.refusal), \(item.exchangeOrderID), \(item.createdAt))
      """)
    for (position, part) in item.parts.enumerated() {
      try claim(part.quantity.thousandths, of: part.lineID)
      try add(part, at: position, of: item.id, order)
    }
  }

  /// Writes what was decided; what was decided before stays as it is.
  ///
  /// - Parameter decided: the parts that were open until now.
  /// - Throws: ``RefusalCode/conflict`` where somebody else decided first.
  package func decide(_ item: Return, _ decided: [ReturnPart], of order: ID<Order>) throws {
    let known = Set(try tx.rows("SELECT id FROM order_return_parts WHERE return_id = \(item.id)").map { try $0.text("id") })
    for part in decided {
      let changed = try tx.changes(
        """
        UPDATE order_return_parts SET outcome = \(part.outcome?.rawValue), decided_at = \(part.decidedAt), quantity = \(part.quantity.thousandths)
        WHERE id = \(part.id) AND outcome IS NULL
        """)
      guard changed == 1 else { throw Refusal(.conflict, "Somebody else decided about this return just now. Look at it again.") }
      if part.outcome == .rejected { try claim(-part.quantity.thousandths, of: part.lineID) }
    }
    for (position, part) in item.parts.enumerated() where !known.contains(part.id.text) {
      try add(part, at: position, of: item.id, order)
    }
    try tx.execute("UPDATE order_returns SET refusal = \(item.refusal) WHERE id = \(item.id)")
  }

  /// Writes the draft that stands for a return.
  ///
  /// - Parameter earlier: the draft that stood for it until now.
  /// - Throws: ``RefusalCode/conflict`` where somebody else made one first.
  package func exchange(_ id: ID<Return>, for order: ID<Order>, after earlier: ID<Order>?) throws {
    let condition: SQL = earlier.map { "exchange_order_id = \($0)" } ?? "exchange_order_id IS NULL"
    let changed = try tx.changes("UPDATE order_returns SET exchange_order_id = \(order) WHERE id = \(id) AND \(condition)")
    guard changed == 1 else { throw Refusal(.conflict, "There is an order for this exchange already. Look at the return again.") }
  }

  /// The returns of several orders, by order.
  package func find(of orders: [ID<Order>]) throws -> [ID<Order>: [Return]] {
    guard !orders.isEmpty else { return [:] }
    var parts: [String: [ReturnPart]] = [:]
    for row in try tx.rows("SELECT * FROM order_return_parts WHERE order_id IN \(SQL.list(orders)) ORDER BY return_id, position") {
      parts[try row.text("return_id"), default: []].append(try ReturnPart(row: row))
    }
    var found: [ID<Order>: [Return]] = [:]
    for row in try tx.rows("SELECT * FROM order_returns WHERE order_id IN \(SQL.list(orders)) ORDER BY created_at, id") {
      found[try row.id("order_id"), default: []].append(try Return(row: row, parts: parts[try row.text("id")] ?? []))
    }
    return found
  }

  private func claim(_ thousandths: Int64, of line: ID<LineItem>) throws {
    let changed = try tx.changes(
      """
      UPDATE order_lines SET returned_quantity = returned_quantity + \(thousandths)
      WHERE id = \(line) AND returned_quantity + \(thousandths) BETWEEN 0 AND quantity
      """)
    guard changed == 1 else { throw Refusal(.conflict, "These units are in another return already. Look at the order again.") }
  }

  private func add(_ part: ReturnPart, at position: Int, of item: ID<Return>, _ order: ID<Order>) throws {
    try tx.execute(
      """
      INSERT INTO order_return_parts (id, return_id, order_id, line_id, position, quantity, reason, outcome, decided_at)
      VALUES (\(part.id), \(item), \(order), \(part.lineID), \(position), \(part.quantity.thousandths), \(part.reason),
        \(part.outcome?.rawValue), \(part.decidedAt))
      """)
  }
}

extension Return {
  fileprivate init(row: Row, parts: [ReturnPart]) throws {
    self.init(
      id: try row.id("id"), createdAt: try row.instant("created_at"), staffID: try row.textOrNil("staff_id"), parts: parts,
      refusal: try row.textOrNil("refusal"), exchangeOrderID: try row.idOrNil("exchange_order_id"))
  }
}

extension ReturnPart {
  fileprivate init(row: Row) throws {
    guard let quantity = Quantity(thousandths: try row.integer("quantity")) else { throw StoredList.damaged }
    self.init(
      id: try row.id("id"), lineID: try row.id("line_id"), quantity: quantity, reason: try row.textOrNil("reason"),
      outcome: try row.textOrNil("outcome") == nil ? nil : try row.choice("outcome"), decidedAt: try row.instantOrNil("decided_at"))
  }
}

extension Transaction {
  package var returns: ReturnStore { ReturnStore(tx: self) }
}
