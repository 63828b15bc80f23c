package import Domain
package import SQLEngine

/// Payments and refunds of orders. What is limited is one conditional write with a CHECK behind it (P9).
package struct PaymentStore {
  let tx: Transaction

  package func add(_ payment: Payment, to order: ID<Order>) throws {
    try tx.execute(
      """
      INSERT INTO payments (id, order_id, method, status, amount, tendered, change_given, cash_rounding, refunded, reference,
        gift_card_id, register_id, session_id, staff_id, created_at)
      VALUES (\(payment.id), \(order), \(payment.method.rawValue), \(payment.status.rawValue), \(payment.amount), \(payment.tendered),
        \(payment.change), \(payment.cashRounding), \(payment.refunded), \(payment.reference), \(payment.giftCardID),
        \(payment.registerID), \(payment.sessionID), \(payment.staffID), \(payment.createdAt))
      """)
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

  package func add(_ refund: Refund, to order: ID<Order>) throws {
    try tx.execute(
      """
      INSERT INTO refunds (id, order_id, payment_id, method, amount, cash_rounding, reason, lines, register_id, session_id, staff_id,
        created_at)
      VALUES (\(refund.id), \(order), \(refund.paymentID), \(refund.method.rawValue), \(refund.amount), \(refund.cashRounding),
        \(refund.reason), \(OrderColumns.text(refund.lines)), \(refund.registerID), \(refund.sessionID), \(refund.staffID),
        \(refund.createdAt))
      """)
  }
}

extension Transaction {
  package var payments: PaymentStore { PaymentStore(tx: self) }
}
