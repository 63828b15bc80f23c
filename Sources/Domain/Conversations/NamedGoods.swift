/// A variant as people may name it: what a message is read against.
package struct NamedGoods: Sendable {
  package let variantID: ID<Variant>
  package let productID: ID<Product>
  /// Of the product.
  package let title: String
  /// The values chosen of the product's options ("red", "L"), or the variant's own title where there are none.
  package let choices: [String]
  package let sku: String?
  package let barcode: String?
  /// Other words for the product: its tags.
  package let aliases: [String]
  package let unit: SalesUnit

  package init(
    variantID: ID<Variant>, productID: ID<Product>, title: String, choices: [String] = [], sku: String? = nil, barcode: String? = nil,
    aliases: [String] = [], unit: SalesUnit = .piece
  ) {
    self.variantID = variantID
    self.productID = productID
    self.title = title
    self.choices = choices
    self.sku = sku
    self.barcode = barcode
    self.aliases = aliases
    self.unit = unit
  }

  package init(_ product: Product, _ variant: Variant) {
    let values = variant.options.map(\.value)
    self.init(
      variantID: variant.id, productID: product.id, title: product.title,
      choices: values.isEmpty && !variant.title.isEmpty ? [variant.title] : values, sku: variant.sku, barcode: variant.barcode,
      aliases: product.tags, unit: variant.unit)
  }
}
