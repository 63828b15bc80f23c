package import Domain
package import SQLEngine

/// What must be true of a shop's data whatever happened to it; `doctor` and every restore look (`docs/proofs.md`, I1 to I20).
package struct Invariants {
  let tx: Transaction

  /// Everything that is not as it must be, in words, each with the first things concerned; empty for sound data.
  package func findings(at now: Instant) throws -> [String] {
    try sums() + money() + stock() + returns() + credit() + promotions() + conversations() + order(at: now)
      + tx.invoiceInvariants.findings()
      + tx.paymentInvariants.findings()
  }

  /// I1: what is stored of an order is what its lines add up to.
  private func sums() throws -> [String] {
    var wrong: [String] = []
    var last = ""
    while true {
      let stored = try tx.rows(
        """
        SELECT id, subtotal, discount_total, tax_total, total, status, payment_status, display_status FROM orders
        WHERE id > \(last) ORDER BY id LIMIT 200
        """)
      guard let end = try stored.last?.text("id") else { break }
      let orders = try tx.orders.list(where: "id > \(last) AND id <= \(end)")
      let computed = Dictionary(orders.map { ($0.id.text, $0) }, uniquingKeysWith: { first, _ in first })
      for row in stored {
        let id = try row.text("id")
        guard let order = computed[id], try isSame(row, order) else {
          wrong.append(id)
          continue
        }
      }
      last = end
    }
    return wrong.isEmpty ? [] : ["I1: the stored sums of \(Self.some(wrong)) are not what their lines add up to."]
  }

  private func isSame(_ row: Row, _ order: Order) throws -> Bool {
    try row.integer("subtotal") == order.totals.subtotal.minorUnits && row.integer("total") == order.totals.total.minorUnits
      && row.integer("discount_total") == order.totals.discountTotal.minorUnits
      && row.integer("tax_total") == order.totals.taxTotal.minorUnits && row.text("payment_status") == order.paymentStatus.rawValue
      && row.text("display_status") == order.displayStatus.rawValue
  }

  private func money() throws -> [String] {
    try [
      check(
        "I2: amount_paid is not the sum of the captured payments of",
        """
        SELECT id FROM orders WHERE amount_paid <> (SELECT COALESCE(SUM(amount), 0) FROM payments
          WHERE order_id = orders.id AND status IN ('captured', 'partially_refunded', 'refunded')) ORDER BY id LIMIT 11
        """),
      check(
        "I2: amount_refunded is not the sum of the refunds of",
        """
        SELECT id FROM orders WHERE amount_refunded <> (SELECT COALESCE(SUM(amount), 0) FROM refunds
          WHERE order_id = orders.id AND status <> 'failed') ORDER BY id LIMIT 11
        """),
      check(
        "I3: what was refunded is not what the refunds say of the payment",
        """
        SELECT id FROM payments WHERE refunded > amount
          OR refunded <> (SELECT COALESCE(SUM(amount), 0) FROM refunds WHERE payment_id = payments.id AND status <> 'failed')
          OR (refunded > 0) <> (status IN ('partially_refunded', 'refunded')) ORDER BY id LIMIT 11
        """),
      check(
        "I3: nobody will ask the provider what became of the pending refund",
        "SELECT id FROM refunds WHERE (status = 'pending') <> (next_look_at IS NOT NULL) ORDER BY id LIMIT 11"),
    ].compactMap(\.self)
  }

  private func stock() throws -> [String] {
    try [
      check(
        "I5: on_hand is not the sum of the movements of",
        """
        SELECT variant_id AS id FROM stock_levels AS level WHERE on_hand <> (SELECT COALESCE(SUM(delta), 0) FROM stock_movements
          WHERE variant_id = level.variant_id AND location_id = level.location_id) ORDER BY variant_id LIMIT 11
        """),
      check(
        "I5: committed or reserved is not what orders were promised of",
        """
        SELECT variant_id AS id FROM stock_levels AS level WHERE
          committed <> (SELECT COALESCE(SUM(quantity), 0) FROM stock_commitments
            WHERE variant_id = level.variant_id AND location_id = level.location_id)
          OR reserved <> (SELECT COALESCE(SUM(quantity), 0) FROM stock_reservations
            WHERE variant_id = level.variant_id AND location_id = level.location_id) ORDER BY variant_id LIMIT 11
        """),
      check(
        "I5: more was sold than there is of",
        """
        SELECT variant_id AS id FROM stock_levels WHERE may_oversell = 0 AND on_hand - committed - reserved < -preordered
        ORDER BY variant_id LIMIT 11
        """),
    ].compactMap(\.self)
  }

  /// I19: no unit comes back twice, and what came back fit to be sold is on a shelf once.
  private func returns() throws -> [String] {
    try [
      check(
        "I19: returned_quantity is not what the returns say of",
        """
        SELECT id FROM order_lines AS line WHERE returned_quantity > quantity
          OR returned_quantity <> (SELECT COALESCE(SUM(quantity), 0) FROM order_return_parts
            WHERE line_id = line.id AND (outcome IS NULL OR outcome <> 'rejected')) ORDER BY id LIMIT 11
        """),
      check(
        "I19: a movement does not fit what came back with",
        """
        SELECT part.id FROM order_return_parts AS part JOIN stock_movements AS moved ON moved.return_part_id = part.id
        WHERE part.outcome IS NULL OR part.outcome <> 'resellable' OR moved.delta <> part.quantity ORDER BY part.id LIMIT 11
        """),
    ].compactMap(\.self)
  }

  private func credit() throws -> [String] {
    try [
      check(
        "I7: the store credit is not the sum of its entries of",
        """
        SELECT id FROM customers WHERE store_credit < 0 OR store_credit <>
          (SELECT COALESCE(SUM(delta), 0) FROM store_credit_entries WHERE customer_id = customers.id) ORDER BY id LIMIT 11
        """),
      check(
        "I7: the balance is not the sum of its entries of",
        """
        SELECT id FROM gift_cards WHERE balance < 0 OR balance <>
          (SELECT COALESCE(SUM(delta), 0) FROM gift_card_entries WHERE gift_card_id = gift_cards.id) ORDER BY id LIMIT 11
        """),
    ].compactMap(\.self)
  }

  private func promotions() throws -> [String] {
    try [
      check(
        "I6: a promotion was used more often than it may, or its count is not that of its orders:",
        """
        SELECT id FROM promotions WHERE uses > usage_limit
          OR uses <> (SELECT COUNT(*) FROM promotion_redemptions WHERE promotion_id = promotions.id) ORDER BY id LIMIT 11
        """),
      check(
        "I7: the points are not the sum of their entries of",
        """
        SELECT id FROM customers WHERE points < 0 OR points <>
          (SELECT COALESCE(SUM(delta), 0) FROM points_entries WHERE customer_id = customers.id) ORDER BY id LIMIT 11
        """),
      check(
        "I7: points or store credit lie with a customer who was put into another:",
        """
        SELECT id FROM customers WHERE removed_at IS NOT NULL AND (points <> 0 OR store_credit <> 0)
          AND EXISTS (SELECT 1 FROM audit WHERE object_id = customers.id AND action = 'customer.merged'
            AND detail LIKE '%"merged_into"%') ORDER BY id LIMIT 11
        """),
    ].compactMap(\.self)
  }

  private func order(at now: Instant) throws -> [String] {
    try [
      check(
        "I8: a placed order has no moment of placing, or a draft has one:",
        """
        SELECT id FROM orders WHERE (status IN ('placed', 'closed') AND placed_at IS NULL)
          OR (status IN ('draft', 'invoice_sent') AND placed_at IS NOT NULL) ORDER BY id LIMIT 11
        """),
      check(
        "I12: an order number occurs twice:",
        "SELECT number_key AS id FROM orders WHERE number_key IS NOT NULL GROUP BY number_key HAVING COUNT(*) > 1 ORDER BY id LIMIT 11"),
      check(
        "I18: a held order is at no location:",
        """
        SELECT id FROM orders
        WHERE held_at IS NOT NULL AND location_id IS NULL ORDER BY id LIMIT 11
        """),
    ].compactMap(\.self)
  }

  /// I20: what lists say of a conversation is what its messages say.
  private func conversations() throws -> [String] {
    try [
      check(
        "I20: unread is not the number of unread messages of",
        """
        SELECT id FROM conversations WHERE unread <> (SELECT COUNT(*) FROM thread_messages
          WHERE conversation_id = conversations.id AND is_unread = 1) ORDER BY id LIMIT 11
        """),
      check(
        "I20: the last message is not the last of",
        """
        SELECT id FROM conversations WHERE COALESCE(last_message_at, -1) <> COALESCE((SELECT MAX(sent_at) FROM thread_messages
          WHERE conversation_id = conversations.id AND direction <> 'system' AND is_heard = 1), -1) ORDER BY id LIMIT 11
        """),
      check(
        "I20: something was said in a conversation that was put into another:",
        """
        SELECT id FROM conversations WHERE merged_into IS NOT NULL AND (EXISTS (SELECT 1 FROM thread_messages
          WHERE conversation_id = conversations.id)
          OR EXISTS (SELECT 1 FROM conversations AS next WHERE next.id = conversations.merged_into AND next.merged_into IS NOT NULL))
        ORDER BY id LIMIT 11
        """),
    ].compactMap(\.self)
  }

  private func check(_ what: String, _ sql: SQL) throws -> String? {
    let found = try tx.rows(sql).map { try $0.text("id") }
    return found.isEmpty ? nil : "\(what) \(Self.some(found))."
  }

  private static func some(_ ids: [String]) -> String {
    ids.prefix(10).joined(separator: ", ") + (ids.count > 10 ? " and others" : "")
  }
}

extension Transaction {
  package var invariants: Invariants { Invariants(tx: self) }
}
