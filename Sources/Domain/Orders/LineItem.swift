/// One thing on an order: a snapshot of a variant, or a custom item that exists only here.
///
/// A line keeps what it needs to be shown and priced, so that a product that changes or disappears never breaks an order.
package struct LineItem: Hashable, Sendable, Identified {
  package static let idPrefix = "lin"

  /// Where the unit price came from; frozen until somebody asks for the current one (M10).
  package enum PriceSource: String, Sendable {
    case catalog, override, custom, rule
  }

  package let id: ID<LineItem>
  /// Where it stands among the order's lines; gaps mean nothing.
  package internal(set) var position: Int64
  /// The caller's own UUID, unique for ever, so that a repeated request adds nothing.
  package var clientID: String?
  package var variantID: ID<Variant>?
  package var title: String
  package var sku: String?
  /// `kg`, `m`, … for what is weighed or measured; nil for pieces.
  package var unit: String?
  package var quantity: Quantity
  package var unitPrice: UnitPrice
  /// The catalogue's price when the line was written; nil on a custom item.
  package var listPrice: UnitPrice?
  package var priceSource: PriceSource
  package var priceReason: String?
  package var priceTakenAt: Instant
  /// What one unit cost the shop when it was sold (M16).
  package var unitCost: UnitPrice?
  /// The price rule that made the unit price; nil for the catalogue's price and one of the caller's own.
  package var priceRuleID: ID<PriceRule>?
  /// What that rule was called when it made the price.
  package var priceRuleTitle: String?
  /// Who says which rule prices the line.
  package var priceRuleChoice: PriceRuleChoice
  /// Promotions on this line, after its own discounts, in order.
  package var promotions: [LinePromotion]
  /// Whether somebody said which promotions the line has, so that none comes or goes by itself.
  package var promotionsAreChosen: Bool
  package var discounts: [Discount]
  package var taxRates: [TaxRate]
  package var isTaxable: Bool
  package var priceIncludesTax: Bool
  package var requiresShipping: Bool
  package var isPreorder: Bool
  /// How often the line is charged again; nil for once.
  package var billingCycle: BillingCycle?
  package var note: String?
  package var properties: [LineProperty]
  /// How much of it has been given back.
  package var refundedQuantity: Quantity
  /// How much of that had not left the shop, so that it is not owed any more.
  package var releasedQuantity: Quantity
  /// The amounts as last computed; see ``Order/recalculate()``.
  package var totals: LineTotals?

  package init(
    id: ID<LineItem>, clientID: String? = nil, variantID: ID<Variant>? = nil, title: String, sku: String? = nil, unit: String? = nil,
    quantity: Quantity, unitPrice: UnitPrice, listPrice: UnitPrice? = nil, priceSource: PriceSource, priceReason: String? = nil,
    priceTakenAt: Instant, unitCost: UnitPrice? = nil, discounts: [Discount] = [], taxRates: [TaxRate] = [], isTaxable: Bool = true,
    priceIncludesTax: Bool, requiresShipping: Bool, isPreorder: Bool = false, note: String? = nil, properties: [LineProperty] = [],
    refundedQuantity: Quantity = .zero, position: Int64 = 0, totals: LineTotals? = nil, priceRuleID: ID<PriceRule>? = nil,
    promotions: [LinePromotion] = [], billingCycle: BillingCycle? = nil
  ) {
    self.id = id
    self.clientID = clientID
    self.variantID = variantID
    self.title = title
    self.sku = sku
    self.unit = unit
    self.quantity = quantity
    self.unitPrice = unitPrice
    self.listPrice = listPrice
    self.priceSource = priceSource
    self.priceReason = priceReason
    self.priceTakenAt = priceTakenAt
    self.unitCost = unitCost
    self.discounts = discounts
    self.taxRates = taxRates
    self.isTaxable = isTaxable
    self.priceIncludesTax = priceIncludesTax
    self.requiresShipping = requiresShipping
    self.isPreorder = isPreorder
    self.note = note
    self.properties = properties
    self.refundedQuantity = refundedQuantity
    releasedQuantity = .zero
    self.position = position
    self.totals = totals
    self.priceRuleID = priceRuleID
    priceRuleChoice = .automatic
    promotionsAreChosen = false
    self.promotions = promotions
    self.billingCycle = billingCycle
  }
}

extension LineItem {
  /// Whether so much of the line may be moved or given back: pieces only whole, unless the line itself is a fraction.
  package func canBeDivided(by part: Quantity) -> Bool {
    unit != nil || part.wholeUnits != nil || quantity.wholeUnits == nil
  }
}

/// A name and a value that a caller keeps on a line (an engraving, a size at the tailor's).
package struct LineProperty: Sendable, Hashable {
  package let name: String
  package let value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// A discount on one line: how much, and why (M3).
package struct Discount: Sendable, Hashable {
  package let value: DiscountValue
  package let title: String?
  package let reason: String?

  package init(value: DiscountValue, title: String?, reason: String?) {
    self.value = value
    self.title = title
    self.reason = reason
  }
}
