package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Adds a product with its variants; one without a word about variants gets a single one without a price, and one without a handle
  /// a handle made of its title.
  ///
  /// - Throws: `validationFailed` naming every field, `taken` codes included.
  package func createProduct(_ changes: Changes<Product>, variants: [Changes<Variant>]) throws -> ProductSheet {
    try principal.require(.manageCatalog)
    let currency = try tx.settings.current().currency
    var product = Product(id: ids.next(), createdAt: now)
    changes.apply(to: &product)
    try requireTaxClass(product.taxClassID)
    let wanted = variants.isEmpty ? [Changes<Variant>()] : variants
    let made = wanted.map { changes in
      var variant = Variant(id: ids.next(), productID: product.id, currency: currency, createdAt: now)
      changes.apply(to: &variant)
      return variant
    }
    var sheet = ProductSheet(product: product, variants: made)
    try sheet.settle()
    if sheet.product.handle == nil { sheet.product.handle = try tx.catalog.freeHandle(for: sheet.product.title) }
    try tx.catalog.add(sheet)
    try recordProduct("product.created", product.id)
    return sheet
  }

  func requireTaxClass(_ id: ID<TaxClass>?) throws {
    guard let id else { return }
    do {
      _ = try tx.tax.takeClass(id)
    } catch let refusal as Refusal where refusal.code == .notFound {
      throw Refusal.unknownReference("tax_class_id", "tax class")
    }
  }

  func recordProduct(_ type: String, _ id: ID<Product>, variant: ID<Variant>? = nil) throws {
    try record(type, EventObject("product", id.text), at: nil, data: .object(variant.map { [("variant_id", .string($0.text))] } ?? []))
  }
}
