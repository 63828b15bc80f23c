/// What a till needs to find and price goods without asking again: all of it, or what changed since an event.
package struct CatalogFeed: Sendable {
  /// A product for sale with, for each variant, what is free at the till's location; nil where nobody counts.
  package struct Entry: Sendable {
    package let sheet: ProductSheet
    package let available: [Int64?]
    package let taxRates: [TaxRate]

    package init(sheet: ProductSheet, available: [Int64?], taxRates: [TaxRate]) {
      self.sheet = sheet
      self.available = available
      self.taxRates = taxRates
    }
  }

  package let entries: [Entry]
  /// Products that are not sold any more; only in an answer about changes.
  package let removed: [ID<Product>]
  /// False when it holds only what changed.
  package let isComplete: Bool

  package init(entries: [Entry], removed: [ID<Product>], isComplete: Bool) {
    self.entries = entries
    self.removed = removed
    self.isComplete = isComplete
  }
}

/// Where the catalogue stands for one location; equal marks mean equal catalogues.
package struct CatalogMark: Sendable, Hashable {
  /// The event of the last change of a product.
  package let products: Int64
  /// The event of the last change of stock at the location.
  package let stock: Int64
  /// The event of the last change of taxes or settings, which concerns every product.
  package let rules: Int64
  /// The newest event when the mark was taken; `since` of the next question.
  package let event: String?

  package init(products: Int64, stock: Int64, rules: Int64, event: String?) {
    self.products = products
    self.stock = stock
    self.rules = rules
    self.event = event
  }
}
