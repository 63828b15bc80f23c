package import Domain
package import SQLEngine

/// What visitors of the online store have in their carts, found by the hash of their cookie's secret.
package struct CartStore {
  let tx: Transaction

  /// Nil for a secret of no cart, and for one whose time is up.
  package func find(tokenHash: String, at now: Instant) throws -> Cart? {
    guard let row = try tx.row("SELECT * FROM carts WHERE token_hash = \(tokenHash) AND expires_at > \(now)") else { return nil }
    let id: ID<Cart> = try row.id("id")
    let lines = try tx.rows("SELECT variant_id, quantity FROM cart_lines WHERE cart_id = \(id) ORDER BY position, variant_id").map { row in
      Cart.Line(variantID: try row.id("variant_id"), quantity: Quantity(thousandths: try row.integer("quantity")) ?? .zero)
    }
    return Cart(
      id: id, lines: lines, orderID: try row.idOrNil("order_id"), createdAt: try row.instant("created_at"),
      expiresAt: try row.instant("expires_at"))
  }

  package func add(_ cart: Cart, tokenHash: String) throws {
    try tx.execute(
      """
      INSERT INTO carts (id, token_hash, order_id, created_at, expires_at)
      VALUES (\(cart.id), \(tokenHash), \(cart.orderID), \(cart.createdAt), \(cart.expiresAt))
      """)
    try write(cart)
  }

  /// Writes what is in a cart, which order was made of it, and how long it is kept.
  package func save(_ cart: Cart) throws {
    try tx.execute("UPDATE carts SET order_id = \(cart.orderID), expires_at = \(cart.expiresAt) WHERE id = \(cart.id)")
    try tx.execute("DELETE FROM cart_lines WHERE cart_id = \(cart.id)")
    try write(cart)
  }

  private func write(_ cart: Cart) throws {
    for (position, line) in cart.lines.enumerated() {
      try tx.execute(
        """
        INSERT INTO cart_lines (cart_id, variant_id, position, quantity)
        VALUES (\(cart.id), \(line.variantID), \(position), \(line.quantity.thousandths))
        """)
    }
  }

  /// Takes what was bought out of the cart that an order was made of; what was put in since stays.
  package func settle(_ order: Order) throws {
    guard let id: ID<Cart> = try tx.row("SELECT id FROM carts WHERE order_id = \(order.id)")?.id("id") else { return }
    for line in order.lines {
      guard let variantID = line.variantID else { continue }
      let bought = line.quantity.thousandths
      try tx.execute("DELETE FROM cart_lines WHERE cart_id = \(id) AND variant_id = \(variantID) AND quantity <= \(bought)")
      try tx.execute("UPDATE cart_lines SET quantity = quantity - \(bought) WHERE cart_id = \(id) AND variant_id = \(variantID)")
    }
    try tx.execute("UPDATE carts SET order_id = NULL WHERE id = \(id)")
  }

  /// Orders of carts that nobody paid, whose customers said nothing since `moment`, and for which no money is under way; oldest first.
  package func unpaid(since moment: Instant, limit: Int) throws -> [ID<Order>] {
    try tx.rows(
      """
      SELECT o.id FROM carts c JOIN orders o ON o.id = c.order_id
      WHERE o.status = 'invoice_sent' AND o.updated_at < \(moment) AND o.amount_paid = o.amount_refunded
        AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.status IN ('created', 'requires_action', 'authorized', 'claimed'))
      ORDER BY o.updated_at LIMIT \(limit)
      """
    ).map { try $0.id("id") }
  }

  package func hasExpired(at now: Instant) throws -> Bool {
    try tx.row("SELECT 1 AS one FROM carts WHERE expires_at <= \(now) LIMIT 1") != nil
  }

  /// Forgets carts whose time is up.
  package func removeExpired(at now: Instant) throws {
    try tx.execute("DELETE FROM cart_lines WHERE cart_id IN (SELECT id FROM carts WHERE expires_at <= \(now))")
    try tx.execute("DELETE FROM carts WHERE expires_at <= \(now)")
  }
}

extension Transaction {
  package var carts: CartStore { CartStore(tx: self) }
}
