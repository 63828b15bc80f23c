import Domain

extension Fields {
  /// What a body says about a product itself; its variants are read beside it.
  func productChanges() -> Changes<Product> {
    var changes = Changes<Product>()
    set(\.title, in: &changes, "title") { $0.name($1, limit: 255, nullable: false) }
    clear(\.description, in: &changes, "description") { $0.text($1, limit: 10_000, multiline: true) }
    clear(\.vendor, in: &changes, "vendor") { $0.name($1, limit: 255) }
    clear(\.category, in: &changes, "category") { $0.name($1, limit: 255) }
    set(\.tags, in: &changes, "tags") { $0.texts($1, limit: 250, textLimit: 255) }
    set(\.status, in: &changes, "status") { $0.choice($1) }
    set(\.options, in: &changes, "options") { $0.objects($1, limit: 3) { $0.productOption() } }
    images(in: &changes)
    clear(\.taxClassID, in: &changes, "tax_class_id") { $0.id($1, of: TaxClass.self) }
    set(\.allowsOversell, in: &changes, "oversell") { $0.bool($1) }
    set(\.isSoldOnline, in: &changes, "sold_online") { $0.bool($1) }
    clear(\.handle, in: &changes, "handle") { $0.identifier($1, limit: 255) }
    return changes
  }

  /// `image_urls` is the whole list; `image_url` alone is a list of one.
  private func images(in changes: inout Changes<Product>) {
    if let url = change("image_url", { $0.text($1, limit: 2000, minimum: 1) }) { changes.set(\.imageURLs, to: url.map { [$0] } ?? []) }
    set(\.imageURLs, in: &changes, "image_urls") { $0.texts($1, limit: 50, textLimit: 2000) }
    if has("image_url"), has("image_urls") { fail("image_url", "exclusive", "Send image_url or image_urls, not both.") }
  }

  private func productOption() -> Product.Option? {
    let name = name("name", limit: 255, required: true)
    let values = texts("values", limit: 250, textLimit: 255, required: true)
    guard let name, let values else { return nil }
    return Product.Option(name: name, values: values)
  }

  func variantChanges() -> Changes<Variant> {
    var changes = Changes<Variant>()
    if let title = change("title", { $0.text($1, limit: 800) }) { changes.set(\.title, to: title ?? "") }
    set(\.options, in: &changes, "options") {
      $0.dictionary($1, limit: 3, textLimit: 255)?.map { Variant.Choice(name: $0.key, value: $0.value) }
    }
    clear(\.sku, in: &changes, "sku") { $0.identifier($1, limit: 100) }
    clear(\.barcode, in: &changes, "barcode") { $0.identifier($1, limit: 100) }
    set(\.price, in: &changes, "price") { $0.unitPrice($1) }
    clear(\.compareAtPrice, in: &changes, "compare_at_price") { $0.unitPrice($1) }
    clear(\.cost, in: &changes, "cost") { $0.unitPrice($1) }
    set(\.unit, in: &changes, "unit") { $0.choice($1) }
    clear(\.weightGrams, in: &changes, "weight_g") { $0.integer($1, in: 0...1_000_000_000) }
    set(\.isTaxable, in: &changes, "taxable") { $0.bool($1) }
    set(\.requiresShipping, in: &changes, "requires_shipping") { $0.bool($1) }
    set(\.tracksStock, in: &changes, "track_stock") { $0.bool($1) }
    clear(\.billingCycle, in: &changes, "billing_cycle") { $0.billingCycle($1) }
    return changes
  }
}
