package import Domain
package import SQLEngine

extension Transaction {
  package var reminders: ReminderStore { ReminderStore(tx: self) }
}

/// Which reminder was looked at for which due date, so that each is sent once.
package struct ReminderStore {
  let tx: Transaction

  /// Orders whose next installment is due on one of these days and that this step was not looked at for yet, the earliest due first.
  package func open(step: Int64, due: ClosedRange<CalendarDate>, limit: Int) throws -> [ID<Order>] {
    try tx.rows(Self.open(step: step, due: due, limit: limit)).map { try $0.id("id") }
  }

  /// The statement of that. Only sent, placed and closed orders have a due date; said so that its own small index yields them.
  package static func open(step: Int64, due: ClosedRange<CalendarDate>, limit: Int) -> SQL {
    """
    SELECT id FROM orders
    WHERE due_on IS NOT NULL AND due_on >= \(due.lowerBound.dayNumber) AND due_on <= \(due.upperBound.dayNumber)
      AND status <> 'closed'
      AND NOT EXISTS (
        SELECT 1 FROM reminders AS past WHERE past.order_id = orders.id AND past.due_on = orders.due_on AND past.step = \(step))
    ORDER BY due_on, id LIMIT \(limit)
    """
  }

  /// Writes down that a step was looked at; false when it was before.
  ///
  /// - Parameter message: nil where nothing was sent.
  package func add(_ order: ID<Order>, due: CalendarDate, step: Int64, message: ID<Message>?, at now: Instant) throws -> Bool {
    try tx.changes(
      """
      INSERT INTO reminders (order_id, due_on, step, message_id, created_at)
      VALUES (\(order), \(due.dayNumber), \(step), \(message), \(now)) ON CONFLICT DO NOTHING
      """) == 1
  }

  /// Sent or placed orders with terms of payment whose first day nobody wrote down: from before days were kept.
  package func undated(limit: Int) throws -> [ID<Order>] {
    try tx.rows(
      """
      SELECT orders.id AS id FROM order_papers JOIN orders ON orders.id = order_papers.order_id
      WHERE order_papers.payment_terms IS NOT NULL AND order_papers.due_from IS NULL
        AND orders.status IN ('invoice_sent', 'placed', 'closed') LIMIT \(limit)
      """
    ).map { try $0.id("id") }
  }

  /// Writes down from which day an order's terms count and when it is due; nothing else of it changes.
  package func date(_ order: Order) throws {
    try tx.execute("UPDATE order_papers SET due_from = \(order.papers.dueFrom?.dayNumber) WHERE order_id = \(order.id)")
    try tx.execute("UPDATE orders SET due_on = \(order.dueOn?.dayNumber) WHERE id = \(order.id)")
  }
}
