/// What of the catalogue somebody asks for.
package struct ProductFilter: Sendable {
  package var search: String?
  package var statuses: [Product.Status] = []
  package var categories: [String] = []
  package var vendors: [String] = []

  package init() {}
}

/// Which variants somebody asks for.
package struct VariantFilter: Sendable {
  package var search: String?
  package var products: [ID<Product>] = []
  package var sku: String?
  package var barcode: String?

  package init() {}
}
