package import Domain
import SQLEngine

extension CatalogStore {
  package func mark(at location: ID<Location>?) throws -> CatalogMark {
    let row = try tx.row(
      """
      SELECT (SELECT COALESCE(MAX(changed), 0) FROM products) AS products,
        (SELECT COALESCE(MAX(changed), 0) FROM stock_levels WHERE location_id = \(location)) AS stock,
        (SELECT COALESCE(MAX(value), 0) FROM counters WHERE name = 'catalog_rules') AS rules,
        (SELECT id FROM events ORDER BY sequence DESC LIMIT 1) AS event
      """)
    guard let row else { throw EngineError.statement("The catalogue has no mark.") }
    return CatalogMark(
      products: try row.integer("products"), stock: try row.integer("stock"), rules: try row.integer("rules"),
      event: try row.textOrNil("event"))
  }

  /// Notes a change that concerns every product: a tax, a setting.
  package func touchRules() throws {
    try tx.execute(
      """
      INSERT INTO counters (name, value) VALUES ('catalog_rules', \(tx.events.nextSequence))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }

  /// The catalogue as a till at `location` needs it.
  ///
  /// - Parameter since: the number of an event; nil, and an event from before the last change of the rules, ask for everything.
  package func feed(at location: ID<Location>?, since: Int64?) throws -> CatalogFeed {
    let rules = try mark(at: location).rules
    guard let since, since >= rules else { return try feed(at: location, of: "p.status = 'active' AND p.removed_at IS NULL") }
    let changed: SQL = """
      (p.changed > \(since) OR p.id IN (
        SELECT v.product_id FROM stock_levels s JOIN variants v ON v.id = s.variant_id
        WHERE s.location_id = \(location) AND s.changed > \(since)))
      """
    let gone = try tx.rows("SELECT id FROM products p WHERE p.changed > \(since) AND (p.status <> 'active' OR p.removed_at IS NOT NULL)")
    let feed = try feed(at: location, of: "p.status = 'active' AND p.removed_at IS NULL AND \(changed)")
    return CatalogFeed(entries: feed.entries, removed: try gone.map { try $0.id("id") }, isComplete: false)
  }

  private func feed(at location: ID<Location>?, of condition: SQL) throws -> CatalogFeed {
    let taxes = try tx.tax.table(at: location)
    let products = try tx.rows("SELECT p.* FROM products p WHERE \(condition) ORDER BY p.title, p.id").map(Product.init(row:))
    let rows = try tx.rows(
      """
      SELECT v.*, s.on_hand - s.committed - s.reserved AS available
      FROM products p JOIN variants v ON v.product_id = p.id AND v.removed_at IS NULL
        LEFT JOIN stock_levels s ON s.variant_id = v.id AND s.location_id = \(location)
      WHERE \(condition) ORDER BY v.product_id, v.position, v.id
      """)
    var variants: [ID<Product>: [(Variant, Int64?)]] = [:]
    variants.reserveCapacity(products.count)
    for row in rows {
      let variant = try Variant(row: row)
      let available = variant.tracksStock ? try row.integerOrNil("available") ?? 0 : nil
      variants[variant.productID, default: []].append((variant, available))
    }
    let entries = products.map { product in
      let own = variants[product.id] ?? []
      return CatalogFeed.Entry(
        sheet: ProductSheet(product: product, variants: own.map(\.0)), available: own.map(\.1),
        taxRates: taxes.rates(for: product.taxClassID))
    }
    return CatalogFeed(entries: entries, removed: [], isComplete: true)
  }
}
