package import Domain
import SQLEngine

extension StockStore {
  /// One page of what is put aside, what ends soonest first; what has no end comes last.
  package func listReservations(
    variants: [ID<Variant>], locations: [ID<Location>], in scope: ID<Location>?, page: PageRequest
  ) throws -> Page<StockReservation> {
    var conditions: [SQL] = ["1 = 1"]
    if !variants.isEmpty { conditions.append("r.variant_id IN \(SQL.list(variants))") }
    for places in [locations, [scope].compactMap(\.self)] where !places.isEmpty {
      conditions.append("r.location_id IN \(SQL.list(places))")
    }
    let end: SQL = "COALESCE(r.expires_at, \(Int64.max))"
    if let cursor = page.cursor {
      let place = try Keyset(cursor: cursor)
      conditions.append("(\(end), r.line_id) > (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      """
      SELECT r.*, COALESCE(o.number, 'D-' || o.draft_number) AS order_number, o.hold_label, customer.name AS customer_name,
        register.name AS register_name, person.name AS staff_name, line.title
      FROM stock_reservations AS r JOIN orders AS o ON o.id = r.order_id JOIN order_lines AS line ON line.id = r.line_id
        LEFT JOIN customers AS customer ON customer.id = o.customer_id
        LEFT JOIN registers AS register ON register.id = COALESCE(o.hold_register_id, o.register_id)
        LEFT JOIN staff AS person ON person.id = COALESCE(o.hold_staff_id, o.staff_id)
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(end), r.line_id LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(StockReservation.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.expiresAt?.milliseconds ?? Int64.max), id: $0.lineID.text)
    }
  }

  /// What is put aside for a line, within the scope.
  package func reservation(of line: ID<LineItem>, in scope: ID<Location>?) throws -> (order: ID<Order>, location: ID<Location>)? {
    guard let row = try tx.row("SELECT order_id, location_id FROM stock_reservations WHERE line_id = \(line)") else { return nil }
    let location = try row.id("location_id", Location.self)
    return scope == nil || location == scope ? (try row.id("order_id"), location) : nil
  }
}

extension StockReservation {
  fileprivate init(row: Row) throws {
    self.init(
      orderID: try row.id("order_id"), orderNumber: try row.text("order_number"), label: try row.textOrNil("hold_label"),
      customerName: try row.textOrNil("customer_name"), registerName: try row.textOrNil("register_name"),
      staffName: try row.textOrNil("staff_name"), lineID: try row.id("line_id"), variantID: try row.id("variant_id"),
      title: try row.text("title"), locationID: try row.id("location_id"), quantity: try row.integer("quantity"),
      expiresAt: try row.instantOrNil("expires_at"), createdAt: try row.instant("created_at"))
  }
}
