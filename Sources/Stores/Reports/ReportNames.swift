package import Domain
import SQLEngine

/// What reports call things, removed ones too, and what stands beside them.
extension SalesReader {
  /// Every location there ever was, with its time zone where it has one of its own.
  package func places() throws -> [(id: ID<Location>, name: String, timeZone: String?, isGone: Bool)] {
    try tx.rows("SELECT id, name, time_zone, removed_at FROM locations ORDER BY created_at, id").map {
      (try $0.id("id"), try $0.text("name"), try $0.textOrNil("time_zone"), try $0.integerOrNil("removed_at") != nil)
    }
  }

  /// The names of a grouping's keys.
  package func names(of grouping: SalesGrouping) throws -> [String: String] {
    let rows: [Row] =
      switch grouping {
      case .day, .channel: []
      case .location: try tx.rows("SELECT id, name FROM locations")
      case .register: try tx.rows("SELECT id, name FROM registers")
      case .staff: try tx.rows("SELECT id, name FROM staff")
      case .product: try tx.rows("SELECT id, title AS name FROM products")
      }
    return Dictionary(try rows.map { (try $0.text("id"), try $0.text("name")) }, uniquingKeysWith: { first, _ in first })
  }

  /// Orders that are put aside, sent, or placed and not paid; in one currency, at one location or all.
  package func openOrders(in currency: Currency, at location: ID<Location>?) throws -> OpenOrders {
    let place: SQL = location.map { "AND location_id = \($0)" } ?? ""
    let due: SQL = "total + cash_rounding - amount_paid"
    return OpenOrders(
      held: try count("SUM(total)", "held_at IS NOT NULL AND currency = \(currency.code) \(place)"),
      sent: try count("SUM(\(due))", "status = 'invoice_sent' AND \(due) > 0 AND currency = \(currency.code) \(place)"),
      unpaid: try count(
        "SUM(\(due))", "status = 'placed' AND return_status <> 'refunded' AND \(due) > 0 AND currency = \(currency.code) \(place)"))
  }

  private func count(_ sum: SQL, _ condition: SQL) throws -> OpenOrders.Count {
    let row = try tx.row("SELECT COUNT(*) AS orders, COALESCE(\(sum), 0) AS amount FROM orders WHERE \(condition)")
    return OpenOrders.Count(orders: try row?.integer("orders") ?? 0, amount: Int128(try row?.integer("amount") ?? 0))
  }
}
