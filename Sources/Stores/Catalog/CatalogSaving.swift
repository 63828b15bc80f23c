package import Domain
import SQLEngine

extension CatalogStore {
  /// Writes a new product with its variants and makes it searchable.
  ///
  /// - Throws: `validationFailed` naming `handle`, `variants[i].sku` or `variants[i].barcode` where another one has it.
  package func add(_ sheet: ProductSheet) throws {
    try add(sheet.product)
    for (index, variant) in sheet.variants.enumerated() {
      try add(variant, position: index, field: "variants[\(index)].")
    }
    try index(sheet)
  }

  private func add(_ product: Product) throws {
    try refuseTakenHandle(of: product)
    do {
      try tx.execute(
        """
        INSERT INTO products (id, title, description, vendor, category, tags, status, options, image_urls, tax_class_id, oversell,
          handle, handle_key, sold_online, changed, created_at, updated_at)
        VALUES (\(product.id), \(product.title), \(product.description), \(product.vendor), \(product.category),
          \(StoredList.text(product.tags)), \(product.status.rawValue), \(CatalogColumns.text(product.options)),
          \(StoredList.text(product.imageURLs)), \(product.taxClassID), \(product.allowsOversell), \(product.handle),
          \(product.handle?.identityKey), \(product.isSoldOnline), \(tx.events.nextSequence), \(product.createdAt), \(product.updatedAt))
        """)
    } catch let error as EngineError where error.isDuplicate(of: "products.handle_key") {
      throw Self.handleTaken
    }
  }

  /// Writes a product's own fields; its levels follow whether it may be oversold.
  package func save(_ product: Product) throws {
    try refuseTakenHandle(of: product)
    do {
      try tx.execute(
        """
        UPDATE products SET \(tx.events.isNext), title = \(product.title), description = \(product.description), vendor = \(product.vendor),
          category = \(product.category), tags = \(StoredList.text(product.tags)), status = \(product.status.rawValue),
          options = \(CatalogColumns.text(product.options)), image_urls = \(StoredList.text(product.imageURLs)),
          tax_class_id = \(product.taxClassID), oversell = \(product.allowsOversell), handle = \(product.handle),
          handle_key = \(product.handle?.identityKey), sold_online = \(product.isSoldOnline), updated_at = \(product.updatedAt)
        WHERE id = \(product.id)
        """)
    } catch let error as EngineError where error.isDuplicate(of: "products.handle_key") {
      throw Self.handleTaken
    }
    try index(try sheet(of: product))
  }

  /// Writes a new variant behind the others of its product.
  package func add(_ variant: Variant) throws {
    let last = try tx.row("SELECT COALESCE(MAX(position), -1) AS last FROM variants WHERE product_id = \(variant.productID)")
    try add(variant, position: Int(try last?.integer("last") ?? -1) + 1, field: "")
    try touch(variant.productID)
  }

  private func add(_ variant: Variant, position: Int, field: String) throws {
    try refuseTakenCodes(of: variant, field)
    try refusingTakenCodes(field) {
      try tx.execute(
        """
        INSERT INTO variants (id, product_id, position, title, options, sku, sku_key, barcode, barcode_key, price, compare_at_price,
          cost, currency, unit, weight_g, taxable, requires_shipping, track_stock, created_at, updated_at,
          billing_cycle)
        VALUES (\(variant.id), \(variant.productID), \(position), \(variant.title), \(CatalogColumns.text(variant.options)),
          \(variant.sku), \(variant.sku?.identityKey), \(variant.barcode), \(variant.barcode?.identityKey), \(variant.price),
          \(variant.compareAtPrice), \(variant.cost), \(variant.currency.code), \(variant.unit.rawValue), \(variant.weightGrams),
          \(variant.isTaxable), \(variant.requiresShipping), \(variant.tracksStock), \(variant.createdAt), \(variant.updatedAt),
          \(variant.billingCycle.map(PaperColumns.text)))
        """)
    }
  }

  /// - Throws: `validationFailed` naming `sku` or `barcode` where another variant has it.
  package func save(_ variant: Variant) throws {
    try refuseTakenCodes(of: variant, "")
    try refusingTakenCodes("") {
      try tx.execute(
        """
        UPDATE variants SET title = \(variant.title), options = \(CatalogColumns.text(variant.options)), sku = \(variant.sku),
          sku_key = \(variant.sku?.identityKey), barcode = \(variant.barcode), barcode_key = \(variant.barcode?.identityKey),
          price = \(variant.price), compare_at_price = \(variant.compareAtPrice), cost = \(variant.cost), unit = \(variant.unit.rawValue),
          weight_g = \(variant.weightGrams), taxable = \(variant.isTaxable), requires_shipping = \(variant.requiresShipping),
          track_stock = \(variant.tracksStock), updated_at = \(variant.updatedAt),
          billing_cycle = \(variant.billingCycle.map(PaperColumns.text))
        WHERE id = \(variant.id)
        """)
    }
    try touch(variant.productID)
  }

  /// Removes the product and its variants; their codes and handle are free again.
  package func remove(_ id: ID<Product>, at now: Instant) throws {
    try tx.execute(
      "UPDATE variants SET removed_at = \(now), sku_key = NULL, barcode_key = NULL WHERE product_id = \(id) AND removed_at IS NULL")
    try tx.execute("UPDATE products SET \(tx.events.isNext), removed_at = \(now), handle_key = NULL WHERE id = \(id)")
    try tx.search.remove(id)
  }

  package func remove(_ variant: Variant, at now: Instant) throws {
    try tx.execute("UPDATE variants SET removed_at = \(now), sku_key = NULL, barcode_key = NULL WHERE id = \(variant.id)")
    try touch(variant.productID)
  }

  /// Notes that a product is not what tills know, and makes it findable as it is now.
  private func touch(_ id: ID<Product>) throws {
    try tx.execute("UPDATE products SET \(tx.events.isNext) WHERE id = \(id)")
    try index(try sheet(of: takeProduct(id)))
  }

  /// Makes a product findable by its title, maker, category, tags, and the titles and codes of its variants.
  package func index(_ sheet: ProductSheet) throws {
    var words = SearchText()
    words.add(sheet.product.title)
    words.add(sheet.product.vendor)
    words.add(sheet.product.category)
    words.add(sheet.product.tags)
    for variant in sheet.variants {
      words.add(variant.title)
      words.add(variant.sku)
      words.add(variant.barcode)
    }
    try tx.search.replace(.product, sheet.product.id, words)
  }

  /// Asked before anything is written: an import goes on after such a refusal to name every bad row, and nothing follows a violated
  /// constraint in a transaction of PostgreSQL. The constraint stands behind it.
  private func refuseTakenHandle(of product: Product) throws {
    guard let key = product.handle?.identityKey else { return }
    let taken = try tx.row("SELECT 1 AS one FROM products WHERE handle_key = \(key) AND id <> \(product.id)")
    if taken != nil { throw Self.handleTaken }
  }

  private static let handleTaken = Refusal.invalid("handle", "taken", "Another product has this handle already.")

  private func refuseTakenCodes(of variant: Variant, _ field: String) throws {
    if let key = variant.sku?.identityKey,
      try tx.row("SELECT 1 AS one FROM variants WHERE sku_key = \(key) AND id <> \(variant.id)") != nil
    {
      throw Refusal.codeTaken("\(field)sku")
    }
    if let key = variant.barcode?.identityKey,
      try tx.row("SELECT 1 AS one FROM variants WHERE barcode_key = \(key) AND id <> \(variant.id)") != nil
    {
      throw Refusal.codeTaken("\(field)barcode")
    }
  }

  private func refusingTakenCodes(_ field: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as EngineError where error.isDuplicate(of: "variants.sku_key") {
      throw Refusal.codeTaken("\(field)sku")
    } catch let error as EngineError where error.isDuplicate(of: "variants.barcode_key") {
      throw Refusal.codeTaken("\(field)barcode")
    }
  }
}
