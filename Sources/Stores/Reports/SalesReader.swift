package import Domain
package import SQLEngine

/// Sums over the sales ledger. Each statement reads a stretch of time at locations of one zone, once, along the index by time.
package struct SalesReader {
  let tx: Transaction

  /// What of the ledger is read.
  package struct Extent: Sendable {
    package let currency: Currency
    /// Locations of one time zone; nil where it does not matter.
    package let locations: [ID<Location>]?
    /// Whether rows of no location are read too.
    package let hasNoLocation: Bool
    package let start: Instant
    package let end: Instant

    package init(currency: Currency, locations: [ID<Location>]?, hasNoLocation: Bool, start: Instant, end: Instant) {
      self.currency = currency
      self.locations = locations
      self.hasNoLocation = hasNoLocation
      self.start = start
      self.end = end
    }
  }

  /// Sums for each key, or for each channel of each day.
  package func sums(_ extent: Extent, by grouping: SalesGrouping) throws -> [SalesRow] {
    let key = column(grouping)
    let orders: SQL = grouping == .product ? "product_orders" : "orders"
    let rows = try tx.rows(
      "SELECT \(key) AS report_key, \(sums(orders)) FROM sales_entries WHERE \(condition(extent)) GROUP BY \(key)")
    return try rows.map {
      SalesRow(key: try $0.textOrNil("report_key"), figures: try SalesFigures(row: $0))
    }
  }

  /// What things are called that are no products of the catalogue, by the key they are grouped by. Read apart from the sums, which would
  /// have to sort every title along.
  package func titles(_ extent: Extent) throws -> [String: String] {
    let rows = try tx.rows(
      """
      SELECT product_key, MAX(title) AS title FROM sales_entries
      WHERE \(condition(extent)) AND product_id IS NULL AND product_key IS NOT NULL GROUP BY product_key
      """)
    return Dictionary(try rows.map { (try $0.text("product_key"), try $0.text("title")) }, uniquingKeysWith: { first, _ in first })
  }

  /// Sums for each channel of each day that has any.
  package func daily(_ extent: Extent, _ days: BusinessDays) throws -> [(day: CalendarDate, channel: Channel, figures: SalesFigures)] {
    let rows = try tx.rows(
      """
      SELECT \(day(days)) AS day, channel, \(sums("orders")) FROM sales_entries WHERE \(condition(extent)) GROUP BY 1, 2
      """)
    return try rows.map { row in
      (days.first.adding(days: try row.integer("day") - days.first.dayNumber), try row.choice("channel"), try SalesFigures(row: row))
    }
  }

  package func total(_ extent: Extent) throws -> SalesFigures {
    try tx.row("SELECT \(sums("orders")) FROM sales_entries WHERE \(condition(extent))").map(SalesFigures.init(row:)) ?? SalesFigures()
  }

  /// Taxes by title and rate, the highest first; what bears none last.
  package func taxes(_ extent: Extent) throws -> [TaxFigures] {
    let rows = try tx.rows(
      """
      SELECT tax_title, tax_rate, SUM(taxable) AS taxable, SUM(tax) AS tax,
        SUM(gross - discounts - refunds + shipping + fees) AS untaxed
      FROM sales_entries WHERE \(condition(extent)) GROUP BY tax_title, tax_rate
      """)
    return try rows.map { row in
      let rate = try row.integerOrNil("tax_rate").flatMap(Rate.init(partsPerMillion:))
      return TaxFigures(
        title: try row.textOrNil("tax_title"), rate: rate, taxable: Int128(try row.integer(rate == nil ? "untaxed" : "taxable")),
        amount: Int128(try row.integer("tax")))
    }
  }

  /// The moments of the first and the last row in a currency; nil where there is none.
  package func bounds(in currency: Currency) throws -> (first: Instant, last: Instant)? {
    let row = try tx.row(
      """
      SELECT (SELECT MIN(at) FROM sales_entries WHERE currency = \(currency.code)) AS first,
        (SELECT MAX(at) FROM sales_entries WHERE currency = \(currency.code)) AS last
      """)
    guard let row, let first = try row.instantOrNil("first"), let last = try row.instantOrNil("last") else { return nil }
    return (first, last)
  }

  /// Currencies in which something was ever sold.
  package func currencies() throws -> [Currency] {
    // One step along the index for each, however many rows there are.
    let rows = try tx.rows(
      """
      WITH RECURSIVE found (code) AS (
        SELECT MIN(currency) FROM sales_entries
        UNION ALL SELECT (SELECT MIN(currency) FROM sales_entries WHERE currency > found.code) FROM found WHERE found.code IS NOT NULL)
      SELECT code AS currency FROM found WHERE code IS NOT NULL
      """)
    return try rows.map { try $0.currency("currency") }
  }

  private func column(_ grouping: SalesGrouping) -> SQL {
    switch grouping {
    case .channel, .day: "channel"
    case .location: "location_id"
    case .register: "register_id"
    case .staff: "staff_id"
    case .product: "product_key"
    }
  }

  private func condition(_ extent: Extent) -> SQL {
    let time: SQL = "currency = \(extent.currency.code) AND at >= \(extent.start) AND at < \(extent.end)"
    guard let locations = extent.locations else { return time }
    let none: SQL = extent.hasNoLocation ? "OR location_id IS NULL" : ""
    return "\(time) AND (location_id IN \(SQL.list(locations)) \(none))"
  }

  /// The day of a row: the first stretch that it is before the end of.
  private func day(_ days: BusinessDays) -> SQL {
    let stretches = days.stretches
    guard let last = stretches.last else { return "0" }
    let cases = stretches.dropLast().map { stretch -> SQL in "WHEN at < \(stretch.end) THEN \(Self.day(in: stretch))" }
    guard !cases.isEmpty else { return Self.day(in: last) }
    return "CASE \(cases.joined(separator: " ")) ELSE \(Self.day(in: last)) END"
  }

  private static func day(in stretch: BusinessDays.Stretch) -> SQL {
    stretch.isRegular ? "\(stretch.firstDay) + (at - \(stretch.start)) / 86400000" : "\(stretch.firstDay)"
  }

  private func sums(_ orders: SQL) -> SQL {
    """
    COALESCE(SUM(\(orders)), 0) AS orders, COALESCE(SUM(quantity), 0) AS units, COALESCE(SUM(returned), 0) AS returned,
    COALESCE(SUM(gross), 0) AS gross, COALESCE(SUM(discounts), 0) AS discounts, COALESCE(SUM(refunds), 0) AS refunds,
    COALESCE(SUM(tax), 0) AS tax, COALESCE(SUM(shipping), 0) AS shipping, COALESCE(SUM(fees), 0) AS fees,
    COALESCE(SUM(cost), 0) AS cost, COALESCE(SUM(CASE WHEN cost IS NULL THEN quantity END), 0) AS uncosted
    """
  }
}

extension SalesFigures {
  fileprivate init(row: Row) throws {
    self.init()
    orders = Int128(try row.integer("orders"))
    units = Int128(try row.integer("units"))
    returnedUnits = Int128(try row.integer("returned"))
    gross = Int128(try row.integer("gross"))
    discounts = Int128(try row.integer("discounts"))
    refunds = Int128(try row.integer("refunds"))
    tax = Int128(try row.integer("tax"))
    shipping = Int128(try row.integer("shipping"))
    fees = Int128(try row.integer("fees"))
    cost = Int128(try row.integer("cost"))
    unitsWithoutCost = Int128(try row.integer("uncosted"))
  }
}

extension Transaction {
  package var salesReader: SalesReader { SalesReader(tx: self) }
}
