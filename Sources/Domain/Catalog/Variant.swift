/// One kind of a product that can be put in a bag: its price, its codes, its stock.
package struct Variant: Sendable, Equatable, Identified {
  package static let idPrefix = "var"

  /// The value chosen of one of the product's options.
  package struct Choice: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package let id: ID<Variant>
  package let productID: ID<Product>
  /// Empty for the only variant of a product without options.
  package var title: String
  package var options: [Choice]
  package var sku: String?
  package var barcode: String?
  package var price: UnitPrice
  package var compareAtPrice: UnitPrice?
  /// What one unit costs the shop; for owners, managers and programs only.
  package var cost: UnitPrice?
  package let currency: Currency
  package var unit: SalesUnit
  package var weightGrams: Int64?
  package var isTaxable: Bool
  package var requiresShipping: Bool
  package var tracksStock: Bool
  /// How often it is charged again unless a line says otherwise; nil for once.
  package var billingCycle: BillingCycle?
  package let createdAt: Instant
  package var updatedAt: Instant

  package init(id: ID<Variant>, productID: ID<Product>, currency: Currency, createdAt: Instant) {
    self.id = id
    self.productID = productID
    self.currency = currency
    title = ""
    options = []
    price = .zero
    unit = .piece
    isTaxable = true
    requiresShipping = true
    tracksStock = true
    self.createdAt = createdAt
    updatedAt = createdAt
  }

  /// Puts texts into their stored form and refuses what does not fit; `field` names the variant in a list (`variants[2]`), nil alone.
  /// - Throws: `validationFailed` naming every field.
  package mutating func settle(_ field: String? = nil) throws(Refusal) {
    let prefix = field.map { "\($0)." } ?? ""
    var checks = FieldChecks()
    checks.code(sku, "\(prefix)sku")
    checks.code(barcode, "\(prefix)barcode")
    sku = sku?.composed
    barcode = barcode?.composed
    if title.isEmpty { title = options.map(\.value).joined(separator: " / ") }
    title = title.composed
    checks.text(title, "\(prefix)title", limit: 800)
    for choice in options {
      checks.text(choice.name, "\(prefix)options", limit: 255, required: true)
      checks.text(choice.value, "\(prefix)options.\(choice.name.prefix(40))", limit: 255, required: true)
    }
    if Set(options.map(\.name)).count != options.count || options.count > 3 {
      checks.fail("\(prefix)options", "invalid", "A variant has one value for each option, at most three.")
    }
    if let weightGrams, !(0...1_000_000_000).contains(weightGrams) {
      checks.fail("\(prefix)weight_g", "out_of_range", "A weight is 0 to 1000000000 grams.")
    }
    try checks.finish()
  }
}

/// What a quantity counts.
package enum SalesUnit: String, Sendable, CaseIterable {
  case piece, kg, g, l, ml, m, cm
  case squareMetre = "m2"
  case hour = "h"

  /// Half a piece cannot be sold; half a kilogram can.
  package var allowsFraction: Bool { self != .piece }
}
