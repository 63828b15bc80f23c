package import Domain
package import SQLEngine

/// Which token opens which order; only hashes of tokens are here.
package struct CheckoutLinkStore {
  let tx: Transaction

  package func find(of order: ID<Order>) throws -> CheckoutLink? {
    try tx.row("SELECT * FROM checkout_links WHERE order_id = \(order)").map(CheckoutLink.init)
  }

  /// How often the links of several orders were rotated, by order; nothing for those that have none.
  package func rotations(of orders: [ID<Order>]) throws -> [String: Int64] {
    guard !orders.isEmpty else { return [:] }
    let rows = try tx.rows("SELECT order_id, rotation FROM checkout_links WHERE order_id IN \(SQL.list(orders))")
    return Dictionary(try rows.map { (try $0.text("order_id"), try $0.integer("rotation")) }, uniquingKeysWith: { first, _ in first })
  }

  /// The order behind a token. The look-up goes by the hash, so its time tells nothing of the token.
  package func find(tokenHash: String) throws -> CheckoutLink? {
    try tx.row("SELECT * FROM checkout_links WHERE token_hash = \(tokenHash)").map(CheckoutLink.init)
  }

  package func save(_ link: CheckoutLink, at now: Instant) throws {
    try tx.execute("DELETE FROM checkout_links WHERE order_id = \(link.orderID)")
    try tx.execute(
      """
      INSERT INTO checkout_links (order_id, token_hash, rotation, created_at)
      VALUES (\(link.orderID), \(link.tokenHash), \(link.rotation), \(now))
      """)
  }
}

extension CheckoutLink {
  fileprivate init(row: Row) throws {
    self.init(orderID: try row.id("order_id"), tokenHash: try row.text("token_hash"), rotation: try row.integer("rotation"))
  }
}

extension Transaction {
  package var checkoutLinks: CheckoutLinkStore { CheckoutLinkStore(tx: self) }
}
