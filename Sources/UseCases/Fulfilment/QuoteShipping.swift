package import Domain
import Stores

/// What somebody wants rates for: an order, or goods and an address.
package struct ShippingQuestion: Sendable {
  package var orderID: ID<Order>?
  package var address: Address?
  /// Where the goods leave from; decides which taxes a rate with a tax class bears.
  package var locationID: ID<Location>?
  /// Nil takes the shop's currency, or the order's.
  package var currency: Currency?
  /// What the goods cost, in minor units; with lines and without a word, what the catalogue says.
  package var subtotal: Int64?
  package var lines: [(variantID: ID<Variant>, quantity: Quantity)] = []
  /// What is known by hand; it counts before what the lines weigh.
  package var parcel = Parcel()

  package init() {}
}

/// The rates for a question, and what they were looked up with.
package struct ShippingAnswer: Sendable {
  package let offer: ShippingOffer
  package let consignment: Consignment
  /// The taxes of each rate that was found.
  package let taxRates: [ID<ShippingRate>: [TaxRate]]
  /// Lines that are to be shipped and whose weight nobody knows; they count as nothing.
  package let linesWithoutWeight: [ID<LineItem>]
}

extension UnitOfWork {
  /// The rates for an order or for goods, the cheapest first, with the reason where there is none.
  ///
  /// - Throws: `validationFailed` for what the question names and nobody knows.
  package func findShippingRates(_ question: ShippingQuestion) throws -> ShippingAnswer {
    try principal.require(.readShipping)
    if let id = question.orderID {
      guard let order = try tx.orders.find(id, in: try orderScope()) else { throw Refusal.unknownReference("order_id", "order") }
      let goods = try goodsWeight(of: order)
      let consignment = order.consignment(goodsWeight: goods.known, parcel: question.parcel)
      return try shippingAnswer(consignment, at: order.locationID, without: goods.unknown)
    }
    if let location = question.locationID, try tx.locations.find(location, in: principal.locationID) == nil {
      throw Refusal.unknownReference("location_id", "location")
    }
    let location = try question.locationID ?? principal.locationID ?? tx.locations.first()
    let (weight, subtotal) = try weighAndPrice(question, at: location)
    var parcel = question.parcel
    parcel.weight = parcel.weight ?? weight
    let currency = try question.currency ?? tx.settings.current().currency
    let consignment = Consignment(
      address: question.address, parcel: parcel, subtotal: question.subtotal ?? subtotal, currency: currency)
    return try shippingAnswer(consignment, at: location)
  }

  /// The shipping line that a caller asks for: a price by hand as it stands, a rate at what it costs for this order.
  ///
  /// - Parameter path: how the caller names its fields (`shipping_line.`), empty where the body is the line itself.
  /// - Throws: `validationFailed` for a rate that is unknown or not to be had, and for a price that is not the rate's.
  func makeShippingLine(_ request: NewShippingLine, for order: Order, path: String) throws -> ShippingLine {
    guard let rateID = request.rateID else {
      try checkPickup(request.pickupLocationID, for: order, path: path)
      return ShippingLine(
        title: request.title ?? "", price: request.price ?? 0, rateID: nil, taxRates: request.taxRates ?? [],
        priceIncludesTax: request.priceIncludesTax ?? order.pricesIncludeTax, pickupLocationID: request.pickupLocationID)
    }
    let rate: ShippingRate
    do {
      rate = try tx.shipping.takeRate(rateID)
    } catch let refusal as Refusal where refusal.code == .notFound {
      throw Refusal.unknownReference("\(path)rate_id", "shipping rate")
    }
    let consignment = order.consignment(goodsWeight: try goodsWeight(of: order).known, parcel: request.parcel)
    let answer = try shippingAnswer(consignment, at: order.locationID)
    guard let found = answer.offer.found.first(where: { $0.rate.id == rateID }) else {
      let reason =
        answer.offer.unavailable.first { $0.rate.id == rateID }?.reason ?? (answer.offer.found.isEmpty ? answer.offer.reason : nil)
      throw Refusal.invalid("\(path)rate_id", (reason ?? .noZone).rawValue, (reason ?? .noZone).sentence)
    }
    let taxes = answer.taxRates[rateID] ?? []
    try refuseOtherThanRate(request, price: found.price, taxes: taxes, includesTax: rate.priceIncludesTax, path: path)
    return ShippingLine(
      title: request.title ?? rate.title, price: found.price, rateID: rateID, taxRates: taxes, priceIncludesTax: rate.priceIncludesTax,
      parcel: request.parcel, quotedFor: consignment.basis)
  }

  /// Holds the chosen rate against what a draft has become, before it is saved (MON-15).
  func requoteShipping(_ order: inout Order) throws {
    guard order.isEditable, let line = order.shippingLine, line.rateID != nil else { return }
    let consignment = order.consignment(goodsWeight: try goodsWeight(of: order).known, parcel: line.parcel)
    guard order.needsNewQuote(for: consignment) else { return }
    let answer = try shippingAnswer(consignment, at: order.locationID)
    order.requote(answer.offer, for: consignment) { answer.taxRates[$0.id] ?? [] }
    try order.recalculate()
  }

  /// The rates for a consignment, the cheapest first.
  func shippingAnswer(
    _ consignment: Consignment, at location: ID<Location>?, without weight: [ID<LineItem>] = []
  ) throws -> ShippingAnswer {
    let (zones, rates) = try tx.shipping.everything()
    let offer = ShippingOffer.of(rates, in: zones, for: consignment)
    let taxes = try tx.tax.table(at: location)
    let taxRates = offer.found.map { ($0.rate.id, $0.rate.taxClassID.map { taxes.rates(for: $0) } ?? $0.rate.taxRates) }
    return ShippingAnswer(
      offer: offer, consignment: consignment, taxRates: Dictionary(taxRates, uniquingKeysWith: { first, _ in first }),
      linesWithoutWeight: weight)
  }

  private func refuseOtherThanRate(
    _ request: NewShippingLine, price: Int64, taxes: [TaxRate], includesTax: Bool, path: String
  ) throws(Refusal) {
    var checks = FieldChecks()
    let again = "Find the rates again, or leave this out to take what the rate says."
    if let asked = request.price, asked != price {
      checks.fail("\(path)price", "not_the_rate", "The rate costs \(price) for this order. \(again)")
    }
    if let asked = request.taxRates, asked != taxes {
      checks.fail("\(path)tax_rates", "not_the_rate", "The rate has other taxes. \(again)")
    }
    if let asked = request.priceIncludesTax, asked != includesTax {
      checks.fail("\(path)price_includes_tax", "not_the_rate", "The rate says otherwise. \(again)")
    }
    try checks.finish()
  }
}
