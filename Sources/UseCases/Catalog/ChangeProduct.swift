package import Domain
import Stores

extension UnitOfWork {
  /// Changes a product's own fields; without a handle it gets one of its title. What orders wrote down of it stays as it was.
  package func changeProduct(_ id: ID<Product>, _ changes: Changes<Product>) throws -> ProductSheet {
    try principal.require(.manageCatalog)
    let before = try tx.catalog.takeProduct(id)
    var product = before
    changes.apply(to: &product)
    try product.settle()
    if product.handle == nil { product.handle = try tx.catalog.freeHandle(for: product.title) }
    if product.taxClassID != before.taxClassID { try requireTaxClass(product.taxClassID) }
    product.updatedAt = now
    if product.allowsOversell != before.allowsOversell { try tx.stock.allowOversell(product.allowsOversell, of: id) }
    try tx.catalog.save(product)
    try recordProduct("product.updated", id)
    return try tx.catalog.sheet(of: product)
  }

  /// Takes a product and its variants out of the catalogue; orders and movements keep naming it.
  package func removeProduct(_ id: ID<Product>) throws {
    try principal.require(.manageCatalog)
    _ = try tx.catalog.takeProduct(id)
    try tx.catalog.remove(id, at: now)
    try recordProduct("product.removed", id)
  }
}
