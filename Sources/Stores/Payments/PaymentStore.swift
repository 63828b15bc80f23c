package import Domain
package import SQLEngine

/// Payments of orders. What is limited is one conditional write with a CHECK behind it (P9).
package struct PaymentStore {
  let tx: Transaction

  package func add(_ payment: Payment, to order: ID<Order>) throws {
    try tx.enqueue(
      """
      INSERT INTO payments (id, order_id, method, status, amount, tendered, change_given, cash_rounding, refunded, reference,
        gift_card_id, register_id, session_id, staff_id, created_at)
      VALUES (\(payment.id), \(order), \(payment.method.rawValue), \(payment.status.rawValue), \(payment.amount), \(payment.tendered),
        \(payment.change), \(payment.cashRounding), \(payment.refunded), \(payment.reference), \(payment.giftCardID),
        \(payment.registerID), \(payment.sessionID), \(payment.staffID), \(payment.createdAt))
      """)
  }

  /// Writes down what became of money that was on its way.
  package func settle(_ payment: ID<Payment>, as status: Payment.Status) throws {
    try tx.execute("UPDATE payments SET status = \(status.rawValue) WHERE id = \(payment)")
  }

  /// The order that a payment belongs to.
  package func order(of payment: ID<Payment>) throws -> ID<Order>? {
    try tx.row("SELECT order_id FROM payments WHERE id = \(payment)")?.id("order_id")
  }

  /// Gives back a part of one payment, never more than is left of it.
  ///
  /// - Throws: ``RefusalCode/conflict`` when another refund was quicker.
  package func giveBack(_ amount: Int64, of payment: ID<Payment>) throws {
    let changed = try tx.changes(
      """
      UPDATE payments SET refunded = refunded + \(amount),
        status = CASE WHEN refunded + \(amount) = amount THEN 'refunded' ELSE 'partially_refunded' END
      WHERE id = \(payment) AND refunded + \(amount) <= amount AND status IN ('captured', 'partially_refunded')
      """)
    guard changed == 1 else {
      throw Refusal(.conflict, "This payment was refunded meanwhile. Look at the order again.")
    }
  }

  /// Writes down what became of a transfer that was claimed: here, with so much, or not.
  ///
  /// - Throws: ``RefusalCode/conflict`` when somebody else was quicker.
  package func decideClaim(_ payment: Payment) throws {
    let changed = try tx.changes(
      """
      UPDATE payments SET status = \(payment.status.rawValue), amount = \(payment.amount) WHERE id = \(payment.id) AND status = 'claimed'
      """)
    guard changed == 1 else { throw Refusal(.conflict, "This transfer was decided on meanwhile. Look at the order again.") }
  }

  /// Leaves an amount with the payment again that was counted as given back and was not.
  package func takeBack(_ amount: Int64, of payment: ID<Payment>) throws {
    let changed = try tx.changes(
      """
      UPDATE payments SET refunded = refunded - \(amount),
        status = CASE WHEN refunded - \(amount) = 0 THEN 'captured' ELSE 'partially_refunded' END
      WHERE id = \(payment) AND refunded >= \(amount) AND status IN ('partially_refunded', 'refunded')
      """)
    guard changed == 1 else { throw EngineError.statement("Payment \(payment) has not given back \(amount).") }
  }
}

extension Transaction {
  package var payments: PaymentStore { PaymentStore(tx: self) }
}
