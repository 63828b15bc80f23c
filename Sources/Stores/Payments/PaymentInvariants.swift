import Domain
import SQLEngine

/// What must be true of payments in a provider's hands whatever happened to them (I2, I4).
struct PaymentInvariants {
  let tx: Transaction

  /// Everything that is not as it must be, in words, each with the first things concerned.
  func findings() throws -> [String] {
    try [
      check(
        "I2: a provider's money and what is written of it differ in payment",
        """
        SELECT attempt.payment_id AS id FROM payment_attempts AS attempt JOIN payments ON payments.id = attempt.payment_id
        WHERE (attempt.state IN ('settled', 'surplus')) <> (payments.status IN ('captured', 'partially_refunded', 'refunded'))
          OR attempt.amount <> payments.amount OR attempt.order_id <> payments.order_id ORDER BY attempt.payment_id LIMIT 11
        """),
      check(
        "I2: nobody knows any more who is asked about payment",
        """
        SELECT payments.id AS id FROM payments LEFT JOIN payment_attempts AS attempt ON attempt.payment_id = payments.id
        WHERE (payments.status = 'requires_action') <> (COALESCE(attempt.state, '') = 'open') ORDER BY payments.id LIMIT 11
        """),
      check(
        "I2: nobody was asked to decide about the surplus of payment",
        """
        SELECT payment_id AS id FROM payment_attempts AS attempt WHERE state = 'surplus'
          AND NOT EXISTS (SELECT 1 FROM payment_tasks WHERE payment_id = attempt.payment_id AND kind = 'surplus')
        ORDER BY payment_id LIMIT 11
        """),
      check(
        "I2: nobody was asked to decide about the money that moved otherwise than agreed in payment",
        """
        SELECT payment_id AS id FROM payment_attempts AS attempt WHERE state = 'review'
          AND NOT EXISTS (SELECT 1 FROM payment_tasks WHERE payment_id = attempt.payment_id AND kind = 'mismatch')
        ORDER BY payment_id LIMIT 11
        """),
    ].compactMap(\.self)
  }

  private func check(_ what: String, _ sql: SQL) throws -> String? {
    let found = try tx.rows(sql).map { try $0.text("id") }
    guard !found.isEmpty else { return nil }
    return "\(what) \(found.prefix(10).joined(separator: ", "))\(found.count > 10 ? " and others" : "")."
  }
}

extension Transaction {
  var paymentInvariants: PaymentInvariants { PaymentInvariants(tx: self) }
}
