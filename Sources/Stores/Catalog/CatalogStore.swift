package import Domain
package import SQLEngine

/// Products and their variants. What was removed keeps its row for the books and is found no more.
package struct CatalogStore {
  let tx: Transaction

  /// - Throws: ``RefusalCode/notFound``.
  package func takeProduct(_ id: ID<Product>) throws -> Product {
    guard let product = try findProduct(id) else { throw Refusal.notFound("product") }
    return product
  }

  package func findProduct(_ id: ID<Product>) throws -> Product? {
    try tx.row("SELECT * FROM products WHERE id = \(id) AND removed_at IS NULL").map(Product.init(row:))
  }

  /// The product that an import made under this handle.
  package func findProduct(handle: String) throws -> Product? {
    try tx.row("SELECT * FROM products WHERE handle_key = \(handle.identityKey) AND removed_at IS NULL").map(Product.init(row:))
  }

  /// - Throws: ``RefusalCode/notFound``.
  package func takeVariant(_ id: ID<Variant>) throws -> Variant {
    guard let variant = try findVariant(id) else { throw Refusal.notFound("variant") }
    return variant
  }

  package func findVariant(_ id: ID<Variant>) throws -> Variant? {
    try tx.row("SELECT * FROM variants WHERE id = \(id) AND removed_at IS NULL").map(Variant.init(row:))
  }

  package func findVariant(sku: String) throws -> Variant? {
    try tx.row("SELECT * FROM variants WHERE sku_key = \(sku.identityKey) AND removed_at IS NULL").map(Variant.init(row:))
  }

  package func findVariant(barcode: String) throws -> Variant? {
    try tx.row("SELECT * FROM variants WHERE barcode_key = \(barcode.identityKey) AND removed_at IS NULL").map(Variant.init(row:))
  }

  /// The variants of several products, each product's in their order.
  package func variants(of products: [ID<Product>]) throws -> [ID<Product>: [Variant]] {
    var grouped: [ID<Product>: [Variant]] = [:]
    for start in stride(from: 0, to: products.count, by: 500) {
      let part = products[start..<min(start + 500, products.count)]
      let rows = try tx.rows(
        "SELECT * FROM variants WHERE product_id IN \(SQL.list(part)) AND removed_at IS NULL ORDER BY product_id, position, id")
      for row in rows {
        let variant = try Variant(row: row)
        grouped[variant.productID, default: []].append(variant)
      }
    }
    return grouped
  }

  package func sheet(of product: Product) throws -> ProductSheet {
    ProductSheet(product: product, variants: try variants(of: [product.id])[product.id] ?? [])
  }

  /// Whether anything is priced in the shop's currency.
  package func isEmpty() throws -> Bool {
    try tx.row("SELECT 1 AS one FROM variants WHERE removed_at IS NULL LIMIT 1") == nil
  }
}

extension Transaction {
  package var catalog: CatalogStore { CatalogStore(tx: self) }
}
