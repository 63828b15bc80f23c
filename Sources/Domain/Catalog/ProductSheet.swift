/// A product with all its variants: what is made, shown and imported together.
package struct ProductSheet: Sendable, Equatable {
  package var product: Product
  package var variants: [Variant]

  package init(product: Product, variants: [Variant]) {
    self.product = product
    self.variants = variants
  }

  /// Settles the product and every variant, and refuses codes that occur twice among them.
  /// - Throws: `validationFailed` naming `title`, `variants[1].sku` and so on.
  package mutating func settle() throws(Refusal) {
    try product.settle()
    var checks = FieldChecks()
    if variants.count > 250 { checks.fail("variants", "too_many", "A product may have at most 250 variants.") }
    var skus: Set<String> = []
    var barcodes: Set<String> = []
    for index in variants.indices {
      try variants[index].settle("variants[\(index)]")
      if let sku = variants[index].sku, !skus.insert(sku.identityKey).inserted {
        checks.fail("variants[\(index)].sku", "duplicate", "Each variant has an SKU of its own.")
      }
      if let barcode = variants[index].barcode, !barcodes.insert(barcode.identityKey).inserted {
        checks.fail("variants[\(index)].barcode", "duplicate", "Each variant has a bar code of its own.")
      }
    }
    try checks.finish()
  }
}
