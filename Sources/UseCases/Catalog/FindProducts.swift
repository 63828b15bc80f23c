package import Domain
import Stores

extension UnitOfWork {
  package func findProduct(_ id: ID<Product>) throws -> ProductSheet {
    try principal.require(.readCatalog)
    return try tx.catalog.sheet(of: tx.catalog.takeProduct(id))
  }

  package func listProducts(_ filter: ProductFilter, page: PageRequest) throws -> Page<ProductSheet> {
    try principal.require(.readCatalog)
    return try tx.catalog.list(filter, page: page)
  }

  package func findVariant(_ id: ID<Variant>) throws -> Variant {
    try principal.require(.readCatalog)
    return try tx.catalog.takeVariant(id)
  }

  package func listVariants(_ filter: VariantFilter, page: PageRequest) throws -> Page<Variant> {
    try principal.require(.readCatalog)
    return try tx.catalog.list(filter, page: page)
  }

  /// Whether what goods cost the shop is this principal's business.
  package var seesCost: Bool { principal.may(.manageCatalog) }
}
