/// How an order travels and what that costs; taxed by its own rates (M6). A price by hand, or the quote of a rate.
package struct ShippingLine: Sendable, Hashable {
  package var title: String
  /// Minor units.
  package var price: Int64
  /// The rate that was chosen; nil for a price by hand.
  package var rateID: ID<ShippingRate>?
  package var taxRates: [TaxRate]
  package var priceIncludesTax: Bool
  /// What was said by hand about the parcel when the rate was chosen; it counts instead of what the lines weigh.
  package var parcel: Parcel?
  /// What the rate was quoted for.
  package var quotedFor: Consignment?
  /// Whether the rate does not hold any more for where the order goes and what is in it: somebody must choose again before it is placed.
  package var isOutdated: Bool
  /// Where its customer fetches the goods; nil where they are sent.
  package var pickupLocationID: ID<Location>?

  package init(
    title: String, price: Int64, rateID: ID<ShippingRate>?, taxRates: [TaxRate], priceIncludesTax: Bool, parcel: Parcel? = nil,
    quotedFor: Consignment? = nil, isOutdated: Bool = false,
    pickupLocationID: ID<Location>? = nil
  ) {
    self.title = title
    self.price = price
    self.rateID = rateID
    self.taxRates = taxRates
    self.priceIncludesTax = priceIncludesTax
    self.parcel = parcel
    self.quotedFor = quotedFor
    self.isOutdated = isOutdated
    self.pickupLocationID = pickupLocationID
  }
}

extension Order {
  /// An order that is fetched somewhere belongs to that place: its goods lie there.
  package mutating func followPickup() {
    if let pickup = shippingLine?.pickupLocationID { locationID = pickup }
  }

  /// What is to be sent, for a rate to look at.
  ///
  /// - Parameters:
  ///   - goodsWeight: what the lines that require shipping weigh in grams, where it is known.
  ///   - parcel: what somebody said by hand; each part of it counts before what the lines say.
  package func consignment(goodsWeight: Int64?, parcel: Parcel?) -> Consignment {
    var parcel = parcel ?? Parcel()
    parcel.weight = parcel.weight ?? goodsWeight
    return Consignment(
      address: shippingAddress, parcel: parcel, subtotal: max(0, totals.subtotal.minorUnits - totals.discountTotal.minorUnits),
      currency: currency)
  }

  /// Takes the quote of the chosen rate for what the order has become (MON-15): a new price where the rate still holds, else the old one
  /// marked as outdated, which the gate refuses.
  ///
  /// - Parameter taxRates: what the rate bears at the order's location.
  package mutating func requote(_ offer: ShippingOffer, for consignment: Consignment, taxRates: (ShippingRate) throws -> [TaxRate]) rethrows
  {
    guard var line = shippingLine, let rateID = line.rateID else { return }
    if let found = offer.found.first(where: { $0.rate.id == rateID }) {
      line.price = found.price
      line.taxRates = try taxRates(found.rate)
      line.priceIncludesTax = found.rate.priceIncludesTax
      line.quotedFor = consignment.basis
      line.isOutdated = false
    } else {
      line.isOutdated = true
    }
    shippingLine = line
  }

  /// What keeps the order from being sent or placed while its rate does not hold any more; nil where there is nothing to say.
  package var outdatedShipping: FieldFailure? {
    guard shippingLine?.isOutdated == true else { return nil }
    return FieldFailure(field: "shipping_line", code: "choose_again", message: "Shipping must be chosen again.", link: "#shipping")
  }

  /// Whether the chosen rate was quoted for something else than this.
  package func needsNewQuote(for consignment: Consignment) -> Bool {
    guard let line = shippingLine, line.rateID != nil else { return false }
    return line.isOutdated || line.quotedFor != consignment.basis
  }
}
