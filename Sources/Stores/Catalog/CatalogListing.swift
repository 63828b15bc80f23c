package import Domain
import SQLEngine

extension CatalogStore {
  /// One page of products, newest first, each with its variants.
  package func list(_ filter: ProductFilter, page: PageRequest) throws -> Page<ProductSheet> {
    var conditions: [SQL] = ["removed_at IS NULL"]
    if let search = filter.search { conditions.append(try tx.search.matches(.product, search)) }
    if !filter.statuses.isEmpty { conditions.append("status IN \(SQL.list(filter.statuses.map(\.rawValue)))") }
    if !filter.categories.isEmpty { conditions.append("category IN \(SQL.list(filter.categories))") }
    if !filter.vendors.isEmpty { conditions.append("vendor IN \(SQL.list(filter.vendors))") }
    if let cursor = page.cursor { conditions.append(try after(cursor)) }
    let rows = try tx.rows(
      """
      SELECT * FROM products WHERE \(conditions.joined(separator: " AND "))
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    let products = try rows.map(Product.init(row:))
    let variants = try variants(of: products.map(\.id))
    return Page(rows: products.map { ProductSheet(product: $0, variants: variants[$0.id] ?? []) }, limit: page.limit) {
      Keyset(value: .integer($0.product.createdAt.milliseconds), id: $0.product.id.text)
    }
  }

  /// One page of variants, newest first.
  package func list(_ filter: VariantFilter, page: PageRequest) throws -> Page<Variant> {
    var conditions: [SQL] = ["removed_at IS NULL"]
    if let search = filter.search {
      conditions.append("product_id IN (SELECT id FROM products WHERE \(try tx.search.matches(.product, search)))")
    }
    if !filter.products.isEmpty { conditions.append("product_id IN \(SQL.list(filter.products))") }
    if let sku = filter.sku { conditions.append("sku_key = \(sku.identityKey)") }
    if let barcode = filter.barcode { conditions.append("barcode_key = \(barcode.identityKey)") }
    if let cursor = page.cursor { conditions.append(try after(cursor)) }
    let rows = try tx.rows(
      """
      SELECT * FROM variants WHERE \(conditions.joined(separator: " AND "))
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(Variant.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// The categories that something is in, by name.
  package func categories() throws -> [String] {
    try tx.rows("SELECT DISTINCT category FROM products WHERE category IS NOT NULL AND removed_at IS NULL ORDER BY category").map {
      try $0.text("category")
    }
  }

  private func after(_ cursor: String) throws -> SQL {
    let place = try Keyset(cursor: cursor)
    return "(created_at, id) < (\(place.value), \(place.id))"
  }
}
