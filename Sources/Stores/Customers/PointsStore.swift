package import Domain
import SQLEngine

/// Points of customers: every change is one conditional write and an entry that says why.
extension CustomerStore {
  /// Takes points from a customer; never more than there are (P11).
  ///
  /// - Returns: what is left.
  /// - Throws: ``RefusalCode/insufficientCredit``.
  @discardableResult
  package func spendPoints(_ id: ID<Customer>, _ points: Int64, _ cause: CreditCause) throws -> Int64 {
    let row = try tx.row(
      """
      UPDATE customers SET points = points - \(points)
      WHERE id = \(id) AND removed_at IS NULL AND points >= \(points) AND \(points) > 0 RETURNING points
      """)
    guard let row else { throw Refusal.insufficientPoints(try take(id).points) }
    return try enterPoints(-points, balance: row.integer("points"), id, cause)
  }

  /// Gives points: earned, or given back. Beyond the most that a customer has, nothing more is given.
  ///
  /// - Returns: what is there now.
  @discardableResult
  package func givePoints(_ id: ID<Customer>, _ points: Int64, _ cause: CreditCause) throws -> Int64 {
    let row = try tx.row("SELECT points FROM customers WHERE id = \(id)")
    guard let row else { throw Refusal.notFound("customer") }
    let given = min(points, Points.limit - (try row.integer("points")))
    guard given > 0 else { return try row.integer("points") }
    guard let after = try tx.row("UPDATE customers SET points = points + \(given) WHERE id = \(id) RETURNING points") else {
      throw Refusal.notFound("customer")
    }
    return try enterPoints(given, balance: after.integer("points"), id, cause)
  }

  /// Puts points aside for a held or sent order (M18); an order has at most one such part.
  ///
  /// - Returns: whether the customer had so many.
  package func reservePoints(_ id: ID<Customer>, _ points: Int64, for order: ID<Order>, _ cause: CreditCause) throws -> Bool {
    let row = try tx.row(
      """
      UPDATE customers SET points = points - \(points)
      WHERE id = \(id) AND removed_at IS NULL AND points >= \(points) AND \(points) > 0 RETURNING points
      """)
    guard let row else { return false }
    try enterPoints(-points, balance: row.integer("points"), id, cause)
    try tx.enqueue(
      "INSERT INTO points_reservations (order_id, customer_id, points, created_at) VALUES (\(order), \(id), \(points), \(cause.now))")
    return true
  }

  /// Gives back what an order had put aside; does nothing where that is nothing.
  package func releasePoints(of order: ID<Order>, _ cause: CreditCause) throws {
    for row in try tx.rows("DELETE FROM points_reservations WHERE order_id = \(order) RETURNING customer_id, points") {
      try givePoints(try row.id("customer_id"), try row.integer("points"), cause)
    }
  }

  /// Points that an order has put aside, and whose they are.
  package func reservedPoints(of order: ID<Order>) throws -> (customer: ID<Customer>, points: Int64)? {
    try tx.row("SELECT customer_id, points FROM points_reservations WHERE order_id = \(order)").map {
      (try $0.id("customer_id"), try $0.integer("points"))
    }
  }

  /// Whether some order keeps points of a customer for itself.
  package func hasReservedPoints(_ id: ID<Customer>) throws -> Bool {
    try tx.row("SELECT 1 AS one FROM points_reservations WHERE customer_id = \(id) LIMIT 1") != nil
  }

  /// What an order did to its customers' points: negative is spent.
  package func pointsMoved(by order: ID<Order>) throws -> [(customer: ID<Customer>, points: Int64)] {
    try tx.rows(
      "SELECT customer_id, SUM(delta) AS points FROM points_entries WHERE order_id = \(order) GROUP BY customer_id ORDER BY customer_id"
    ).map { (try $0.id("customer_id"), try $0.integer("points")) }
  }

  /// What changed a customer's points, newest first.
  package func pointsEntries(of id: ID<Customer>, page: PageRequest) throws -> Page<CreditEntry> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      """
      SELECT * FROM points_entries WHERE customer_id = \(id) \(after) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(CreditEntry.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  @discardableResult
  private func enterPoints(_ delta: Int64, balance: Int64, _ id: ID<Customer>, _ cause: CreditCause) throws -> Int64 {
    let entry: ID<CreditEntry> = cause.ids.next()
    try tx.enqueue(
      """
      INSERT INTO points_entries (id, customer_id, delta, balance, reason, order_id, actor, created_at)
      VALUES (\(entry), \(id), \(delta), \(balance), \(cause.reason), \(cause.orderID), \(cause.actorName), \(cause.now))
      """)
    return balance
  }
}
