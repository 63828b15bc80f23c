package import Domain
import SQLEngine

extension CatalogStore {
  /// What lines need to know of these variants, with the taxes and the stock at a location; two statements for any number.
  ///
  /// Removed and unknown ones are not in the answer; drafts and archived products are, and are not ``SellableVariant/isForSale``.
  package func sellable(_ ids: some Collection<ID<Variant>>, at location: ID<Location>?) throws -> [ID<Variant>: SellableVariant] {
    try sellable(Array(Set(ids)).sorted(), taxedAt: location, shelf: location)
  }

  /// The same without the stock: for drafts, which promise none, and so rests on nothing that changes with every sale.
  package func offered(_ ids: some Collection<ID<Variant>>, at location: ID<Location>?) throws -> [ID<Variant>: SellableVariant] {
    let wanted = Dictionary(ids.map { ("\($0.text) \(location?.text ?? "")", $0) }, uniquingKeysWith: { first, _ in first })
    let found = try tx.remembered("goods", each: Array(wanted.keys)) { unknown in
      let variants = try sellable(unknown.compactMap { wanted[$0] }.sorted(), taxedAt: location, shelf: nil)
      return Dictionary(
        unknown.compactMap { subject in wanted[subject].flatMap { variants[$0] }.map { (subject, $0) } },
        uniquingKeysWith: { first, _ in first })
    }
    return Dictionary(found.values.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func sellable(
    _ wanted: [ID<Variant>], taxedAt location: ID<Location>?, shelf: ID<Location>?
  ) throws -> [ID<Variant>: SellableVariant] {
    guard !wanted.isEmpty else { return [:] }
    let taxes = try tx.tax.table(at: location)
    let available: SQL = shelf == nil ? "NULL" : "s.on_hand - s.committed - s.reserved"
    let stock: SQL = shelf.map { "LEFT JOIN stock_levels s ON s.variant_id = v.id AND s.location_id = \($0)" } ?? ""
    var found: [ID<Variant>: SellableVariant] = [:]
    found.reserveCapacity(wanted.count)
    for start in stride(from: 0, to: wanted.count, by: 500) {
      let part = wanted[start..<min(start + 500, wanted.count)]
      let rows = try tx.rows(
        """
        WITH wanted (id) AS \(SQL.column(part))
        SELECT v.id, v.product_id, v.title, v.sku, v.barcode, v.price, v.currency, v.cost, v.taxable, v.requires_shipping, v.track_stock,
          v.unit, v.billing_cycle, p.title AS product_title, p.tax_class_id, p.oversell, p.status, \(available) AS available
        FROM wanted CROSS JOIN variants v JOIN products p ON p.id = v.product_id \(stock)
        WHERE v.id = wanted.id AND v.removed_at IS NULL
        """)
      for row in rows {
        let variant = try SellableVariant(row: row, taxes: taxes, knowsStock: shelf != nil)
        found[variant.id] = variant
      }
    }
    return found
  }
}

extension SellableVariant {
  fileprivate init(row: Row, taxes: TaxTable, knowsStock: Bool) throws {
    let tracksStock = try row.flag("track_stock")
    self.init(
      id: try row.id("id"), productID: try row.id("product_id"), productTitle: try row.text("product_title"),
      variantTitle: try row.text("title"), sku: try row.textOrNil("sku"), barcode: try row.textOrNil("barcode"),
      price: try row.unitPrice("price"), currency: try row.currency("currency"), cost: try row.unitPriceOrNil("cost"),
      taxRates: taxes.rates(for: try row.idOrNil("tax_class_id")), isTaxable: try row.flag("taxable"),
      requiresShipping: try row.flag("requires_shipping"), tracksStock: tracksStock, allowsOversell: try row.flag("oversell"),
      status: try row.choice("status"), unit: try row.choice("unit"),
      available: tracksStock && knowsStock ? try row.integerOrNil("available") ?? 0 : nil,
      billingCycle: try row.textOrNil("billing_cycle").map(PaperColumns.billingCycle))
  }
}
