import Domain
import Stores

extension UnitOfWork {
  /// Reads products from Shopify's CSV: found again by handle and option values, so that a second import changes nothing.
  ///
  /// - Parameter location: where the opening stock of new variants is; nil for the shop's first location.
  /// - Throws: `validationFailed` naming every bad row; then nothing is stored.
  package func importProducts(
    _ text: String, at location: String?, progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws -> ImportSummary {
    try principal.require(.importData)
    let place = try importLocation(location)
    let products = try ImportedProduct.read(try CSVTable(text), currency: try tx.settings.current().currency)
    var problems = ImportProblems()
    var (ofProducts, ofVariants) = (ImportSummary.Count(), ImportSummary.Count())
    for (index, product) in products.enumerated() {
      progress(Int64(index + 1), Int64(products.count))
      do {
        try store(product, at: place, &ofProducts, &ofVariants)
      } catch let refusal as Refusal {
        problems.add(Self.line(of: refusal, in: product), refusal)
      }
    }
    try problems.finish()
    var summary = ImportSummary()
    summary.add("Products", ofProducts)
    summary.add("Variants", ofVariants)
    return summary
  }

  /// The location an import belongs to: the one that is named, else the oldest.
  func importLocation(_ text: String?) throws -> ID<Location> {
    if let text {
      guard let id = ID<Location>(text), try tx.locations.find(id, in: principal.locationID) != nil else {
        throw Refusal.unknownReference("location", "location")
      }
      return id
    }
    guard let first = try tx.importLookup.firstLocation() else {
      throw Refusal.invalid("location", "required", "The shop has no location yet.")
    }
    return first
  }

  private func store(
    _ product: ImportedProduct, at location: ID<Location>, _ ofProducts: inout ImportSummary.Count,
    _ ofVariants: inout ImportSummary.Count
  ) throws {
    guard let existing = try tx.catalog.findProduct(handle: product.handle) else {
      let sheet = try createProduct(product.changes, variants: product.kinds.map { product.changes(of: $0) })
      for (variant, kind) in zip(sheet.variants, product.kinds) { try stock(variant, kind, at: location) }
      ofProducts.added += 1
      ofVariants.added += sheet.variants.count
      return
    }
    var after = existing
    product.changes.apply(to: &after)
    try after.settle()
    if after == existing {
      ofProducts.unchanged += 1
    } else {
      _ = try changeProduct(existing.id, product.changes)
      ofProducts.changed += 1
    }
    let variants = try tx.catalog.sheet(of: existing).variants
    for kind in product.kinds {
      try store(kind, of: product, existing.id, among: variants, at: location, &ofVariants)
    }
  }

  private func store(
    _ kind: ImportedProduct.Kind, of product: ImportedProduct, _ id: ID<Product>, among variants: [Variant], at location: ID<Location>,
    _ count: inout ImportSummary.Count
  ) throws {
    let changes = product.changes(of: kind)
    do {
      guard let existing = variants.first(where: { $0.options.map(\.value) == kind.values.map(\.composed) }) else {
        try stock(try createVariant(of: id, changes), kind, at: location)
        count.added += 1
        return
      }
      var after = existing
      changes.apply(to: &after)
      try after.settle()
      if after == existing {
        count.unchanged += 1
      } else {
        _ = try changeVariant(existing.id, changes)
        count.changed += 1
      }
    } catch let refusal as Refusal where refusal.code == .validationFailed {
      // Named as the rows of a new product are, so that the line can be told.
      let index = product.kinds.firstIndex(of: kind) ?? 0
      throw Refusal(
        .validationFailed, refusal.detail,
        failures: refusal.failures.map { FieldFailure(field: "variants[\(index)].\($0.field)", code: $0.code, message: $0.message) })
    }
  }

  /// What is there when a variant is new; later the shop's own count is the truth.
  private func stock(_ variant: Variant, _ kind: ImportedProduct.Kind, at location: ID<Location>) throws {
    guard let quantity = kind.stock, !quantity.isZero else { return }
    _ = try adjustStock(variant.id, at: location, .to(quantity.thousandths), reason: "import")
  }

  /// The line of the file that a refusal speaks of.
  private static func line(of refusal: Refusal, in product: ImportedProduct) -> Int {
    guard let field = refusal.failures.first?.field, field.hasPrefix("variants["),
      let index = Int(field.dropFirst("variants[".count).prefix { $0 != "]" })
    else { return product.row }
    return product.kinds.dropFirst(index).first?.row ?? product.row
  }
}

extension ImportedProduct {
  /// What the file says about the product itself.
  fileprivate var changes: Changes<Product> {
    var changes = Changes<Product>()
    changes.set(\.handle, to: handle)
    changes.set(\.title, to: title)
    changes.set(\.description, to: description)
    changes.set(\.vendor, to: vendor)
    changes.set(\.category, to: category)
    changes.set(\.tags, to: tags)
    changes.set(\.status, to: status)
    changes.set(\.allowsOversell, to: allowsOversell)
    changes.set(\.options, to: options)
    changes.set(\.imageURLs, to: imageURLs)
    return changes
  }

  /// What the file says about one variant.
  fileprivate func changes(of kind: Kind) -> Changes<Variant> {
    var changes = Changes<Variant>()
    changes.set(\.options, to: zip(optionNames, kind.values).map { Variant.Choice(name: $0, value: $1) })
    changes.set(\.sku, to: kind.sku)
    changes.set(\.barcode, to: kind.barcode)
    changes.set(\.price, to: kind.price)
    changes.set(\.compareAtPrice, to: kind.compareAtPrice)
    changes.set(\.weightGrams, to: kind.weightGrams)
    changes.set(\.isTaxable, to: kind.isTaxable)
    changes.set(\.requiresShipping, to: kind.requiresShipping)
    changes.set(\.tracksStock, to: kind.tracksStock)
    if let cost = kind.cost { changes.set(\.cost, to: cost) }
    if let unit = kind.unit { changes.set(\.unit, to: unit) }
    return changes
  }
}
