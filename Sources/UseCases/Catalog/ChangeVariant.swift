package import Domain
import Stores

extension UnitOfWork {
  /// Adds a variant to a product that exists.
  package func createVariant(of product: ID<Product>, _ changes: Changes<Variant>) throws -> Variant {
    try principal.require(.manageCatalog)
    guard try tx.catalog.findProduct(product) != nil else { throw Refusal.unknownReference("product_id", "product") }
    var variant = Variant(id: ids.next(), productID: product, currency: try tx.settings.current().currency, createdAt: now)
    changes.apply(to: &variant)
    try variant.settle()
    try tx.catalog.add(variant)
    try recordProduct("product.updated", product, variant: variant.id)
    return variant
  }

  package func changeVariant(_ id: ID<Variant>, _ changes: Changes<Variant>) throws -> Variant {
    try principal.require(.manageCatalog)
    var variant = try tx.catalog.takeVariant(id)
    // A title that only repeated the options follows them.
    let derived = variant.options.map(\.value).joined(separator: " / ")
    if variant.title == derived, !changes.touches(\.title) { variant.title = "" }
    changes.apply(to: &variant)
    try variant.settle()
    variant.updatedAt = now
    try tx.catalog.save(variant)
    try recordProduct("product.updated", variant.productID, variant: id)
    return variant
  }

  /// Takes a variant out of the catalogue; orders and movements keep naming it.
  package func removeVariant(_ id: ID<Variant>) throws {
    try principal.require(.manageCatalog)
    let variant = try tx.catalog.takeVariant(id)
    try tx.catalog.remove(variant, at: now)
    try recordProduct("product.updated", variant.productID, variant: id)
  }
}
