package import Domain
package import SQLEngine

/// The sales ledger: rows that are only ever added, from which every report is summed up.
package struct SalesStore {
  let tx: Transaction

  /// Adds rows behind those that the order has. Rows beyond a thing's first tax carry nothing but their tax.
  package func add(_ entries: [SalesEntry], at place: SalesPlace) throws {
    guard !entries.isEmpty else { return }
    var number =
      try tx.row("SELECT COALESCE(MAX(number), 0) AS last FROM sales_entries WHERE order_id = \(place.orderID)")?
      .integer("last") ?? 0
    for entry in entries {
      number += 1
      try insert(entry, entry.taxes.first, number, place)
      for tax in entry.taxes.dropFirst() {
        number += 1
        var rest = SalesEntry(subject: entry.subject, at: entry.at, cause: entry.cause, refundID: entry.refundID)
        rest.taxes = [tax]
        try insert(rest, tax, number, place)
      }
    }
  }

  private func insert(_ entry: SalesEntry, _ tax: SalesTax?, _ number: Int64, _ place: SalesPlace) throws {
    try tx.enqueue(
      """
      INSERT INTO sales_entries (order_id, number, at, cause, refund_id, kind, name, title, variant_id, product_id, product_key, channel,
        currency, location_id, register_id, staff_id, orders, product_orders, quantity, returned, gross, discounts, refunds, shipping,
        fees, cost, tax_title, tax_rate, taxable, tax)
      VALUES (\(place.orderID), \(number), \(entry.at), \(entry.cause.rawValue), \(entry.refundID), \(entry.subject.kind.rawValue),
        \(entry.subject.name), \(entry.subject.title), \(entry.subject.variantID), \(entry.subject.productID),
        \(entry.subject.productKey), \(place.channel.rawValue), \(place.currency.code), \(place.locationID), \(place.registerID),
        \(place.staffID), \(entry.orders), \(entry.productOrders), \(entry.quantity), \(entry.returned), \(entry.gross),
        \(entry.discounts), \(entry.refunds), \(entry.shipping), \(entry.fees), \(entry.cost), \(tax?.title),
        \(tax?.rate.partsPerMillion), \(tax?.taxable ?? 0), \(tax?.amount ?? 0))
      """)
  }

  /// The rows of an order, the first first, and where they count; nil for an order that has none.
  package func list(_ order: ID<Order>) throws -> (place: SalesPlace, entries: [SalesEntry])? {
    let rows = try tx.rows("SELECT * FROM sales_entries WHERE order_id = \(order) ORDER BY number")
    guard let first = rows.first else { return nil }
    let place = SalesPlace(
      orderID: order, channel: try first.choice("channel"), currency: try first.currency("currency"),
      locationID: try first.idOrNil("location_id"), registerID: try first.idOrNil("register_id"),
      staffID: try first.textOrNil("staff_id"))
    return (place, try rows.map(SalesEntry.init(row:)))
  }

  /// The products of variants, removed ones too, and what a unit of each costs now with the currency it is said in.
  package func goods(_ variants: [ID<Variant>]) throws -> [ID<Variant>: SoldGoods] {
    guard !variants.isEmpty else { return [:] }
    let rows = try tx.rows(
      """
      WITH wanted (id) AS \(SQL.column(variants))
      SELECT v.id, v.product_id, v.cost, v.currency FROM wanted CROSS JOIN variants v WHERE v.id = wanted.id
      """)
    return Dictionary(
      try rows.map { row in
        let goods = SoldGoods(
          productID: try row.id("product_id"), cost: try row.unitPriceOrNil("cost"), currency: try row.currency("currency"))
        return (try row.id("id"), goods)
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// What the ledger needs to know of a variant.
package struct SoldGoods: Sendable {
  package let productID: ID<Product>
  /// Of one unit, as it is now; nil where nobody knows.
  package let cost: UnitPrice?
  package let currency: Currency
}

extension SalesEntry {
  fileprivate init(row: Row) throws {
    let subject = SalesSubject(
      kind: try row.choice("kind"), name: try row.text("name"), title: try row.text("title"), variantID: try row.idOrNil("variant_id"),
      productID: try row.idOrNil("product_id"), productKey: try row.textOrNil("product_key"))
    self.init(subject: subject, at: try row.instant("at"), cause: try row.choice("cause"), refundID: try row.idOrNil("refund_id"))
    orders = try row.integer("orders")
    productOrders = try row.integer("product_orders")
    quantity = try row.integer("quantity")
    returned = try row.integer("returned")
    gross = try row.integer("gross")
    discounts = try row.integer("discounts")
    refunds = try row.integer("refunds")
    shipping = try row.integer("shipping")
    fees = try row.integer("fees")
    cost = try row.integerOrNil("cost")
    if let title = try row.textOrNil("tax_title"), let rate = Rate(partsPerMillion: try row.integer("tax_rate")) {
      taxes = [SalesTax(title: title, rate: rate, taxable: try row.integer("taxable"), amount: try row.integer("tax"))]
    }
  }
}

extension Transaction {
  package var sales: SalesStore { SalesStore(tx: self) }
}
