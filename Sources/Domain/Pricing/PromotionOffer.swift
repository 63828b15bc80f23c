/// A promotion that may be put on an order, and which of the order's goods it is about.
package struct PromotionOffer: Hashable, Sendable {
  package let promotion: Promotion
  /// Nil: everything in the catalogue.
  package let variants: Set<ID<Variant>>?

  package init(promotion: Promotion, variants: Set<ID<Variant>>?) {
    self.promotion = promotion
    self.variants = variants
  }

  /// Whether a line is among its goods; custom items are in no catalogue.
  package func isAbout(_ line: LineItem) -> Bool {
    guard let variant = line.variantID else { return false }
    return variants?.contains(variant) ?? true
  }
}

/// What is known of promotions when a draft is priced; gathered by the use case, applied by ``Order/applyPromotions(_:to:)``.
package struct PromotionFacts: Sendable {
  /// Those that come by themselves now, and all that are on the order, valid or not.
  package let offers: [PromotionOffer]
  /// Taken off the order by somebody, though they would come by themselves.
  package let declined: Set<ID<Promotion>>
  package let now: Instant
  package let ids: IDSource
  /// Fixed amounts are in this currency.
  package let currency: Currency

  package init(offers: [PromotionOffer], declined: Set<ID<Promotion>>, now: Instant, ids: IDSource, currency: Currency) {
    self.offers = offers.sorted { Promotion.comesFirst($0.promotion, $1.promotion) }
    self.declined = declined
    self.now = now
    self.ids = ids
    self.currency = currency
  }

  func offer(_ id: ID<Promotion>) -> PromotionOffer? {
    offers.first { $0.promotion.id == id }
  }

  /// Those that come by themselves to an order in `currency`, or to its lines.
  func automatic(_ scope: Promotion.Scope, in currency: Currency) -> [PromotionOffer] {
    offers.filter { offer in
      let promotion = offer.promotion
      return promotion.trigger == .automatic && promotion.scope == scope && promotion.isValid(at: now) && !promotion.isUsedUp
        && promotion.fits(currency, shop: self.currency)
    }
  }
}

extension Promotion {
  /// Whether its amount is money of the order; a percentage and points are of any currency.
  package func fits(_ currency: Currency, shop: Currency) -> Bool {
    if case .money(.fixed) = benefit { currency == shop } else { true }
  }
}
