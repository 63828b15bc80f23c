package import Domain

/// What a caller asks of a new order; everything is optional, a draft is savable whatever is missing.
package struct NewOrder: Sendable {
  package var clientID: String?
  /// A hash of what the caller sent, to tell a repetition from another order under the same `client_id`.
  package var contentHash = ""
  package var channel: Channel = .api
  /// Nobody said where it comes from, so the conversation does.
  package var takesChannel = false
  /// The conversation that it is made in; its customer is the order's where no other one is named.
  package var conversationID: ID<Conversation>?
  package var currency: Currency?
  package var pricesIncludeTax: Bool?
  /// Nil is on, unless the customer is exempt.
  package var taxesEnabled: Bool?
  package var taxRounding: TaxRounding?
  package var rounding: Rounding?
  package var number: String?
  package var customerID: ID<Customer>?
  /// In place of ``customerID``: somebody who becomes a customer with the order.
  package var newCustomer: NewCustomer?
  package var billingAddress: Address?
  package var shippingAddress: Address?
  package var locationID: ID<Location>?
  package var registerID: ID<Register>?
  package var orderedAt: Instant?
  package var tags: [String] = []
  package var note: String?
  package var customerNote: String?
  package var lines: [NewLine] = []
  package var adjustments: [NewAdjustment] = []
  package var shippingLine: NewShippingLine?
  /// Details, terms and consent; an invoice is never asked for this way.
  package var papers = OrderPapers()

  package init() {}
}

/// A line as a caller asks for it: a variant, or a custom item by its title.
package struct NewLine: Sendable {
  package var clientID: String?
  package var contentHash = ""
  package var variantID: ID<Variant>?
  package var title: String?
  package var sku: String?
  package var unit: String?
  package var quantity: Quantity
  /// With a variant this overrides the catalogue's price and needs the right to.
  package var unitPrice: UnitPrice?
  package var priceReason: String?
  package var discounts: [Discount] = []
  /// Nil takes the product's tax class at the location; empty means untaxed.
  package var taxRates: [TaxRate]?
  package var priceIncludesTax: Bool?
  package var isTaxable: Bool?
  package var requiresShipping: Bool?
  package var isPreorder = false
  /// Nil takes the variant's; `.some(nil)` is charged once.
  package var billingCycle: BillingCycle??
  /// Kept: the best that applies; nil is none.
  package var priceRuleID: Change<ID<PriceRule>?> = .keep
  /// Nil: those that come by themselves; else exactly these.
  package var promotions: [PromotionName]?
  package var note: String?
  package var properties: [LineProperty] = []

  package init(quantity: Quantity) {
    self.quantity = quantity
  }
}

/// An adjustment as a caller asks for it.
package struct NewAdjustment: Sendable {
  package var kind: Adjustment.Kind
  package var title: String?
  package var reason: String?
  package var code: String?
  package var value: DiscountValue
  package var taxRates: [TaxRate] = []
  package var priceIncludesTax: Bool?
  /// The promotion that is meant, whose value then counts.
  package var promotion: PromotionName?
  /// So many points to spend, in place of a value.
  package var points: Int64?

  package init(kind: Adjustment.Kind, value: DiscountValue) {
    self.kind = kind
    self.value = value
  }
}

/// A shipping line as a caller asks for it: title and price by hand, or a rate, which says what else is missing.
package struct NewShippingLine: Sendable {
  /// Nil takes the rate's.
  package var title: String?
  /// Minor units; nil takes the rate's, and another one is refused.
  package var price: Int64?
  package var rateID: ID<ShippingRate>?
  package var taxRates: [TaxRate]?
  package var priceIncludesTax: Bool?
  /// What the parcel weighs and measures, where the rate is to count that before what the lines weigh.
  package var parcel: Parcel?
  /// Where its customer fetches the goods; the order belongs to that place then.
  package var pickupLocationID: ID<Location>?

  package init() {}
}

/// A field that a change leaves alone, or sets.
package enum Change<Value: Sendable>: Sendable {
  case keep
  case set(Value)

  /// Sets `target` where there is something to set.
  package func apply(to target: inout Value) {
    if case .set(let value) = self { target = value }
  }

  package var isKept: Bool {
    if case .keep = self { true } else { false }
  }
}

/// What a caller changes about an order's head.
package struct OrderChanges: Sendable {
  package var number: Change<String?> = .keep
  package var pricesIncludeTax: Change<Bool> = .keep
  package var taxesEnabled: Change<Bool> = .keep
  package var customerID: Change<ID<Customer>?> = .keep
  package var billingAddress: Change<Address?> = .keep
  package var shippingAddress: Change<Address?> = .keep
  package var locationID: Change<ID<Location>?> = .keep
  package var registerID: Change<ID<Register>?> = .keep
  /// Who looks after the order; nil is nobody.
  package var staffID: Change<ID<Staff>?> = .keep
  package var orderedAt: Change<Instant?> = .keep
  package var tags: Change<[String]> = .keep
  package var note: Change<String?> = .keep
  package var customerNote: Change<String?> = .keep
  package var papers = PaperChanges()

  package init() {}

  /// Whether only what stays editable on a locked order is changed: tags, the staff note and who looks after it.
  package var touchesOnlyNotes: Bool {
    number.isKept && pricesIncludeTax.isKept && taxesEnabled.isKept && customerID.isKept && billingAddress.isKept
      && shippingAddress.isKept && locationID.isKept && registerID.isKept && orderedAt.isKept && customerNote.isKept
      && papers.areKept
  }
}

/// What a caller changes about one line.
package struct LineChanges: Sendable {
  package var quantity: Change<Quantity> = .keep
  package var unitPrice: Change<UnitPrice> = .keep
  package var priceReason: Change<String?> = .keep
  package var title: Change<String> = .keep
  package var sku: Change<String?> = .keep
  package var discounts: Change<[Discount]> = .keep
  package var taxRates: Change<[TaxRate]> = .keep
  package var priceIncludesTax: Change<Bool> = .keep
  package var isTaxable: Change<Bool> = .keep
  package var requiresShipping: Change<Bool> = .keep
  package var isPreorder: Change<Bool> = .keep
  package var billingCycle: Change<BillingCycle?> = .keep
  /// Nil is none; ``chooseHeldOrCurrentPrice`` lets the best one count again.
  package var priceRuleID: Change<ID<PriceRule>?> = .keep
  /// Nil lets them come by themselves; else exactly these.
  package var promotions: Change<[PromotionName]?> = .keep
  package var note: Change<String?> = .keep
  package var properties: Change<[LineProperty]> = .keep
  /// True turns the line into a custom item that keeps its title and price.
  package var becomesCustom = false

  package init() {}
}

/// What a caller changes about one adjustment; its kind stays.
package struct AdjustmentChanges: Sendable {
  package var title: Change<String?> = .keep
  package var reason: Change<String?> = .keep
  package var value: Change<DiscountValue> = .keep
  package var taxRates: Change<[TaxRate]> = .keep
  package var priceIncludesTax: Change<Bool> = .keep

  package init() {}
}
