/// A variant as a line of an order needs it: the price now, the taxes at the place, and what rules its stock.
package struct SellableVariant: Sendable, Equatable {
  package let id: ID<Variant>
  package let productID: ID<Product>
  package let productTitle: String
  package let variantTitle: String
  package let sku: String?
  package let barcode: String?
  package let price: UnitPrice
  package let currency: Currency
  package let cost: UnitPrice?
  /// Of the product's tax class, or the default class, at the location asked for.
  package let taxRates: [TaxRate]
  package let isTaxable: Bool
  package let requiresShipping: Bool
  package let tracksStock: Bool
  package let allowsOversell: Bool
  package let status: Product.Status
  package let unit: SalesUnit
  package let billingCycle: BillingCycle?
  /// What nobody has been promised at the location; nil where stock is not counted or no location was asked for.
  package let available: Int64?

  package init(
    id: ID<Variant>, productID: ID<Product>, productTitle: String, variantTitle: String, sku: String?, barcode: String?,
    price: UnitPrice, currency: Currency, cost: UnitPrice?, taxRates: [TaxRate], isTaxable: Bool, requiresShipping: Bool,
    tracksStock: Bool, allowsOversell: Bool, status: Product.Status, unit: SalesUnit, available: Int64?,
    billingCycle: BillingCycle? = nil
  ) {
    self.id = id
    self.productID = productID
    self.productTitle = productTitle
    self.variantTitle = variantTitle
    self.sku = sku
    self.barcode = barcode
    self.price = price
    self.currency = currency
    self.cost = cost
    self.taxRates = taxRates
    self.isTaxable = isTaxable
    self.requiresShipping = requiresShipping
    self.tracksStock = tracksStock
    self.allowsOversell = allowsOversell
    self.status = status
    self.unit = unit
    self.available = available
    self.billingCycle = billingCycle
  }

  /// What a line is called: the product, and the variant where there is more than one.
  package var lineTitle: String {
    variantTitle.isEmpty ? productTitle : "\(productTitle) – \(variantTitle)"
  }

  /// Whether a line may have part of a unit (weighed goods).
  package var allowsFraction: Bool { unit.allowsFraction }

  /// Whether it can be placed: drafts and archived products cannot.
  package var isForSale: Bool { status == .active }

  /// The unit as a line keeps it; nil for pieces.
  package var lineUnit: String? { unit == .piece ? nil : unit.rawValue }

  /// - Throws: `validationFailed` naming `field` for a part of a piece.
  package func check(_ quantity: Quantity, _ field: String) throws(Refusal) {
    guard allowsFraction || quantity.wholeUnits != nil else {
      throw .invalid(field, "whole_units_only", "\(productTitle) is sold by the piece, so the quantity must be a whole number.")
    }
  }
}
