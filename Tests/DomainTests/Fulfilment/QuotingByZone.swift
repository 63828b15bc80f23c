import Domain
import Testing

struct QuotingByZone {
  private func zone(_ id: String, _ areas: ShippingArea...) -> ShippingZone {
    ShippingZone(id: ID(stored: "zon_\(id)"), name: id, areas: areas, createdAt: OrderFixture.now)
  }

  private func rate(
    _ title: String, in zone: ShippingZone, _ bands: [ShippingRate.Band], basis: ShippingRate.Basis = .flat,
    _ change: (inout ShippingRate) -> Void = { _ in }
  ) throws -> ShippingRate {
    var rate = ShippingRate(
      id: ID(stored: "shr_\(title)"), zoneID: zone.id, currency: try #require(Currency("EUR")), priceIncludesTax: false,
      createdAt: OrderFixture.now)
    rate.title = title
    rate.basis = basis
    rate.bands = bands
    change(&rate)
    try rate.settle()
    return rate
  }

  private func consignment(_ parcel: Parcel = Parcel(), to address: Address? = Address(postalCode: "1012 AB", country: "NL")) throws
    -> Consignment
  {
    Consignment(address: address, parcel: parcel, subtotal: 4000, currency: try #require(Currency("EUR")))
  }

  @Test(arguments: [
    (Address(country: "NL"), 1), (Address(region: "fryslân", country: "NL"), 2), (Address(postalCode: "88-81 XX", country: "NL"), 6),
    (Address(region: "Fryslân", postalCode: "9999", country: "NL"), 2), (Address(country: "BE"), nil), (Address(), nil),
  ])
  func `a zone is as close as the part of an address it names`(_ address: Address, _ closeness: Int?) {
    let zone = zone(
      "islands", ShippingArea(country: "NL"), ShippingArea(country: "NL", regions: ["Fryslân"]),
      ShippingArea(country: "NL", postalCodePrefixes: ["88", "8881"]))
    #expect(zone.closeness(to: address) == closeness)
  }

  @Test func `only the closest zones are asked, and the cheapest rate comes first`() throws {
    let country = zone("country", ShippingArea(country: "NL"))
    let island = zone("island", ShippingArea(country: "NL", postalCodePrefixes: ["8881"]))
    let world = zone("world")
    let rates = [
      try rate("Courier", in: country, [.init(upTo: nil, price: 995)]), try rate("Post", in: country, [.init(upTo: nil, price: 495)]),
      try rate("Ferry", in: island, [.init(upTo: nil, price: 2995)]), try rate("Free", in: world, [.init(upTo: nil, price: 0)]),
    ]
    let zones = [world, island, country]
    let near = ShippingOffer.of(rates, in: zones, for: try consignment())
    #expect(near.found.map(\.rate.title) == ["Post", "Courier"])
    let far = ShippingOffer.of(rates, in: zones, for: try consignment(to: Address(postalCode: "8881 AA", country: "NL")))
    #expect(far.found.map(\.price) == [2995])
    #expect(ShippingOffer.of(rates, in: zones, for: try consignment(to: nil)).reason == .noAddress)
    #expect(ShippingOffer.of(rates, in: [island], for: try consignment()).reason == .noZone)
  }

  @Test func `a large light parcel costs what its room counts for`() throws {
    let here = zone("here", ShippingArea(country: "NL"))
    let rate = try rate("Post", in: here, [.init(upTo: 1000, price: 500), .init(upTo: 5000, price: 900)], basis: .weight) {
      $0.volumetricDivisor = 5000
    }
    // 40 × 30 × 20 cm are 24,000,000 mm³: 4,800 g.
    let parcel = Parcel(weight: 300, length: 400, width: 300, height: 200)
    #expect(rate.billableWeight(of: parcel) == 4800)
    #expect(try rate.price(of: consignment(parcel)).get() == 900)
    #expect(try rate.price(of: consignment(Parcel(weight: 300))).get() == 500)
    #expect(rate.billableWeight(of: Parcel(length: 400, width: 300)) == nil)
  }

  @Test func `turning a parcel does not make it fit`() throws {
    let here = zone("here", ShippingArea(country: "NL"))
    let rate = try rate("Tube", in: here, [.init(upTo: nil, price: 500)]) { $0.largest = Parcel(length: 100, width: 1200) }
    #expect(try rate.price(of: consignment(Parcel(length: 1200, width: 100, height: 50))).get() == 500)
    #expect(rate.price(of: try consignment(Parcel(length: 50, width: 50, height: 1201))).failure?.reason == .tooLarge)
    #expect(rate.price(of: try consignment(Parcel(length: 200, width: 200))).failure?.reason == .tooLarge)
  }

  @Test(arguments: [
    "javascript:alert(1)//{tracking_number}", "https://{tracking_number}/", "https://a@b.example/{tracking_number}",
    "https://post.example/",
  ])
  func `a tracking address leads to a page of the web and nowhere else`(_ address: String) {
    var courier = Courier(id: ID(stored: "cou_1"), name: "Post", trackingURL: address, createdAt: OrderFixture.now)
    #expect(throws: Refusal.self) { try courier.settle() }
  }

  @Test func `nothing in a parcel's number can leave its place in the address`() {
    let courier = Courier(
      id: ID(stored: "cou_1"), name: "Post", trackingURL: "https://post.example/{tracking_number}?x=1", createdAt: OrderFixture.now)
    #expect(courier.trackingAddress(of: "../é?&#") == "https://post.example/..%2F%C3%A9%3F%26%23?x=1")
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
