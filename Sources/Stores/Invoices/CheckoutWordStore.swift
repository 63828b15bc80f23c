package import Domain
package import SQLEngine

/// What customers said on the links of their orders beside the order itself: where a receipt goes, and what they asked for.
package struct CheckoutWordStore {
  let tx: Transaction

  /// The address that was typed on the link; nil where none was.
  package func email(of order: ID<Order>) throws -> String? {
    try tx.row("SELECT email FROM checkout_contacts WHERE order_id = \(order)")?.text("email")
  }

  package func save(email: String, of order: ID<Order>, at now: Instant) throws {
    try tx.execute(
      """
      INSERT INTO checkout_contacts (order_id, email, updated_at) VALUES (\(order), \(email), \(now))
      ON CONFLICT (order_id) DO UPDATE SET email = \(email), updated_at = \(now)
      """)
  }

  /// Notes what was asked for; false where the same was asked before.
  package func add(_ request: CheckoutRequest) throws -> Bool {
    try tx.changes(
      """
      INSERT INTO checkout_requests (id, order_id, kind, line_title, created_at)
      VALUES (\(request.id), \(request.orderID), \(request.kind.rawValue), \(request.lineTitle ?? ""), \(request.createdAt))
      ON CONFLICT (order_id, kind, line_title) DO NOTHING
      """) == 1
  }

  /// What was asked for, the first first.
  package func requests(of order: ID<Order>) throws -> [CheckoutRequest] {
    try tx.rows("SELECT * FROM checkout_requests WHERE order_id = \(order) ORDER BY created_at, id").map { row in
      guard let kind = CheckoutRequest.Kind(rawValue: try row.text("kind")) else { throw StoredList.damaged }
      let title = try row.text("line_title")
      return CheckoutRequest(
        id: try row.id("id"), orderID: try row.id("order_id"), kind: kind, lineTitle: title.isEmpty ? nil : title,
        createdAt: try row.instant("created_at"))
    }
  }
}

extension Transaction {
  package var checkoutWords: CheckoutWordStore { CheckoutWordStore(tx: self) }
}
