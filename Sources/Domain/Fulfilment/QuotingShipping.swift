/// What is to be sent where: everything a rate looks at.
package struct Consignment: Sendable, Hashable {
  /// Nil while nobody has said where.
  package var address: Address?
  /// Grams and millimetres, as far as they are known.
  package var parcel: Parcel
  /// What the goods cost after discounts, in minor units.
  package var subtotal: Int64
  package var currency: Currency

  package init(address: Address?, parcel: Parcel, subtotal: Int64, currency: Currency) {
    self.address = address
    self.parcel = parcel
    self.subtotal = subtotal
    self.currency = currency
  }

  /// What of it a rate looks at: of an address only country, region and postal code.
  package var basis: Consignment {
    Consignment(
      address: address.map { Address(region: $0.region, postalCode: $0.postalCode, country: $0.country) }, parcel: parcel,
      subtotal: subtotal, currency: currency)
  }
}

/// Why a rate, or every rate, is not to be had; the text is for people, the code for programs.
package enum NoShipping: String, Sendable, CaseIterable {
  case noAddress = "no_address"
  case noCountry = "no_country"
  case noZone = "no_zone"
  case noRate = "no_rate"
  case otherCurrency = "other_currency"
  case noWeight = "no_weight"
  case tooHeavy = "too_heavy"
  case tooLarge = "too_large"
  case belowSubtotal = "below_subtotal"
  case aboveSubtotal = "above_subtotal"

  package var sentence: String {
    switch self {
    case .noAddress: "Add a shipping address to find rates."
    case .noCountry: "The shipping address needs a country to find rates."
    case .noZone: "No shipping zone reaches this address."
    case .noRate: "The zone of this address has no rates yet."
    case .otherCurrency: "The rates are in another currency than the order."
    case .noWeight: "Say what the parcel weighs."
    case .tooHeavy: "The parcel is too heavy."
    case .tooLarge: "The parcel is too large."
    case .belowSubtotal: "The goods cost less than this rate asks for."
    case .aboveSubtotal: "The goods cost more than this rate takes."
    }
  }
}

extension ShippingRate {
  /// The price of sending this, in minor units, or why it is not sent by this rate. Zones are looked at by ``ShippingOffer``.
  package func price(of consignment: Consignment) -> Result<Int64, Unavailable> {
    guard consignment.currency == currency else { return .failure(.init(.otherCurrency)) }
    if let minimumSubtotal, consignment.subtotal < minimumSubtotal { return .failure(.init(.belowSubtotal)) }
    if let maximumSubtotal, consignment.subtotal > maximumSubtotal { return .failure(.init(.aboveSubtotal)) }
    if zip(consignment.parcel.sides, largest.sides).contains(where: { $0 > $1 }) { return .failure(.init(.tooLarge)) }
    let weight = billableWeight(of: consignment.parcel)
    if let limit = largest.weight, let weight, weight > limit { return .failure(.init(.tooHeavy)) }
    switch basis {
    case .flat: return bands.first.map { .success($0.price) } ?? .failure(.init(.noRate))
    case .weight:
      guard let weight else { return .failure(.init(.noWeight)) }
      return band(for: weight).map { .success($0.price) } ?? .failure(.init(.tooHeavy))
    case .subtotal: return band(for: consignment.subtotal).map { .success($0.price) } ?? .failure(.init(.aboveSubtotal))
    }
  }

  /// What a carrier counts: the weight, or the room where that is more; nil where neither is known.
  package func billableWeight(of parcel: Parcel) -> Int64? {
    let volumetric = volumetricDivisor.flatMap { parcel.volumetricWeight(divisor: $0) }
    guard let weight = parcel.weight else { return volumetric }
    return max(weight, volumetric ?? 0)
  }

  /// Carries a reason where a `Result` wants an error.
  package struct Unavailable: Error, Equatable {
    package let reason: NoShipping
    init(_ reason: NoShipping) { self.reason = reason }
  }

  private func band(for value: Int64) -> Band? {
    bands.first { band in band.upTo.map { value <= $0 } ?? true }
  }
}

/// The rates for something, the cheapest first, and why the others are not among them.
package struct ShippingOffer: Sendable {
  package struct Found: Sendable {
    package let rate: ShippingRate
    /// Minor units.
    package let price: Int64
  }

  package let found: [Found]
  package let unavailable: [(rate: ShippingRate, reason: NoShipping)]
  /// Why there is none at all; nil where there is one.
  package let reason: NoShipping?

  private init(found: [Found], unavailable: [(rate: ShippingRate, reason: NoShipping)], reason: NoShipping?) {
    self.found = found
    self.unavailable = unavailable
    self.reason = reason
  }

  /// The zones that name the address most closely count, and only those: a dear island is not reached by its country's cheap rate.
  package static func of(_ rates: [ShippingRate], in zones: [ShippingZone], for consignment: Consignment) -> ShippingOffer {
    guard let address = consignment.address else { return nothing(.noAddress) }
    guard address.country != nil else { return nothing(.noCountry) }
    let reached = zones.compactMap { zone in zone.closeness(to: address).map { (id: zone.id, closeness: $0) } }
    guard let closest = reached.map(\.closeness).max() else { return nothing(.noZone) }
    let chosen = Set(reached.filter { $0.closeness == closest }.map(\.id))
    var found: [Found] = []
    var unavailable: [(rate: ShippingRate, reason: NoShipping)] = []
    for rate in rates where chosen.contains(rate.zoneID) {
      switch rate.price(of: consignment) {
      case .success(let price): found.append(Found(rate: rate, price: price))
      case .failure(let failure): unavailable.append((rate, failure.reason))
      }
    }
    return ShippingOffer(
      found: found.sorted { ($0.price, $0.rate.title, $0.rate.id) < ($1.price, $1.rate.title, $1.rate.id) }, unavailable: unavailable,
      reason: found.isEmpty ? unavailable.first?.reason ?? .noRate : nil)
  }

  private static func nothing(_ reason: NoShipping) -> ShippingOffer {
    ShippingOffer(found: [], unavailable: [], reason: reason)
  }
}
