package import Domain
import SQLEngine

/// The part of the catalogue that strangers see: active products that are sold online and have a price. What has none would be given away.
extension CatalogStore {
  /// One page of what is on show, in the order in which the shop took it up, each with its variants.
  ///
  /// - Parameter category: nil is all of them.
  package func shown(_ search: String?, category: String?, page: PageRequest) throws -> Page<ProductSheet> {
    var conditions: [SQL] = [
      Self.isShown, "EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id AND v.removed_at IS NULL AND v.price > 0)",
    ]
    if let search { conditions.append(try tx.search.matches(.product, search)) }
    if let category { conditions.append("category = \(category)") }
    if let cursor = page.cursor {
      let place = try Keyset(cursor: cursor)
      conditions.append("(created_at, id) > (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      "SELECT * FROM products WHERE \(conditions.joined(separator: " AND ")) ORDER BY created_at, id LIMIT \(page.limit + 1)")
    let products = try rows.map(Product.init(row:))
    let variants = try variants(of: products.map(\.id))
    return Page(rows: products.map { ProductSheet(product: $0, variants: variants[$0.id] ?? []) }, limit: page.limit) {
      Keyset(value: .integer($0.product.createdAt.milliseconds), id: $0.product.id.text)
    }
  }

  /// The product at an address of the online store: its handle, or for one without a handle that can stand in an address its identity.
  package func findShown(_ name: String) throws -> ProductSheet? {
    let row =
      try tx.row("SELECT * FROM products WHERE handle_key = \(name.identityKey) AND \(Self.isShown)")
      ?? tx.row("SELECT * FROM products WHERE id = \(name) AND \(Self.isShown)")
    return try row.map { try sheet(of: Product(row: $0)) }
  }

  /// The categories of what is on show, in the order in which the shop began them. Goes from one category to the next through the index,
  /// so that it costs by their number and not by that of the products.
  package func shownCategories(limit: Int) throws -> [String] {
    try tx.rows(
      """
      WITH RECURSIVE found (category, position) AS (
        SELECT MIN(category), 1 FROM products WHERE \(Self.isShown)
        UNION ALL
        SELECT (SELECT MIN(category) FROM products WHERE \(Self.isShown) AND category > found.category), position + 1
        FROM found WHERE category IS NOT NULL AND position < \(limit)
      )
      SELECT category, (SELECT id FROM products WHERE \(Self.isShown) AND category = found.category ORDER BY created_at, id LIMIT 1) AS first
      FROM found WHERE category IS NOT NULL ORDER BY first
      """
    ).map { try $0.text("category") }
  }

  /// The products of variants, by variant; only what is on show.
  package func shownSheets(of variants: [ID<Variant>]) throws -> [ID<Variant>: ProductSheet] {
    guard !variants.isEmpty else { return [:] }
    let rows = try tx.rows(
      """
      SELECT * FROM products WHERE \(Self.isShown)
        AND id IN (SELECT product_id FROM variants WHERE removed_at IS NULL AND id IN \(SQL.list(variants)))
      """)
    let products = try rows.map(Product.init(row:))
    var found: [ID<Variant>: ProductSheet] = [:]
    let grouped = try self.variants(of: products.map(\.id))
    for product in products {
      let sheet = ProductSheet(product: product, variants: grouped[product.id] ?? [])
      for variant in sheet.variants { found[variant.id] = sheet }
    }
    return found
  }

  private static let isShown: SQL = "removed_at IS NULL AND status = 'active' AND sold_online = 1"
}
