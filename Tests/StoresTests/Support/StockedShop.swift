import Domain
import SQLEngine
import Stores
import TestSupport

/// A shop with one location and a clock that stands still, for tests of what is sold and kept.
final class StockedShop: Sendable {
  let database: TestDatabase
  let location: ID<Location>
  let ids = IDSource(milliseconds: { 1_760_000_000_000 })
  let now = Instant(milliseconds: 1_760_000_000_000)
  let euro: Currency

  init(on engine: Engine) async throws {
    database = try await TestDatabase(on: engine)
    guard let euro = Currency("EUR") else { throw Refusal.notFound("currency") }
    self.euro = euro
    location = ids.next()
    let (location, now) = (location, now)
    try await database.write { tx in
      try tx.settings.save(ShopSettings(shopName: "Corner bakery", currency: euro))
      try tx.locations.add(Location(id: location, name: "Corner", createdAt: now))
    }
  }

  func cause(_ reason: String = "sale", _ order: ID<Order>? = nil, at place: ID<Location>? = nil) -> StockCause {
    StockCause(orderID: order, locationID: place ?? location, reason: reason, principal: .system, now: now, ids: ids)
  }

  /// Another place to keep goods at.
  func addLocation(_ name: String) async throws -> ID<Location> {
    let place = Location(id: ids.next(), name: name, createdAt: now)
    try await database.write { try $0.locations.add(place) }
    return place.id
  }

  /// A product of one variant with `stock` units on the shelf.
  func addProduct(
    _ title: String, stock: Int64 = 0, price: Int64 = 450, oversell: Bool = false, _ change: (inout ProductSheet) -> Void = { _ in }
  ) async throws -> Variant {
    var product = Product(id: ids.next(), title: title, createdAt: now)
    product.allowsOversell = oversell
    var variant = Variant(id: ids.next(), productID: product.id, currency: euro, createdAt: now)
    variant.price = UnitPrice(minorUnits: price) ?? .zero
    var sheet = ProductSheet(product: product, variants: [variant])
    change(&sheet)
    try sheet.settle()
    let (made, cause) = (sheet, cause("counted"))
    try await database.write { tx in
      try tx.catalog.add(made)
      if stock != 0 { _ = try tx.stock.adjust(made.variants[0].id, by: stock * 1000, cause) }
    }
    return sheet.variants[0]
  }

  /// What a line of a new order wants.
  func demand(_ variant: Variant, _ units: Int64 = 1) -> StockDemand {
    StockDemand(lineID: ids.next(), variantID: variant.id, quantity: Quantity(units: units) ?? .one)
  }

  func level(of variant: Variant, at place: ID<Location>? = nil) async throws -> InventoryLevel {
    let place = place ?? location
    return try await database.read { try $0.stock.level(of: variant.id, at: place) }
  }

  /// The sum of all movements, which must be what is on hand.
  func moved(_ variant: Variant) async throws -> Int64 {
    try await movements(of: variant).reduce(0) { $0 + $1.delta }
  }

  func movements(of variant: Variant) async throws -> [InventoryMovement] {
    var filter = MovementFilter()
    filter.variants = [variant.id]
    let asked = filter
    return try await database.read { try $0.stock.movements(asked, in: nil, page: PageRequest(limit: 200)).elements }
  }

  /// The code of the refusal that `body` meets; nil where it meets none.
  func refusal(_ body: () async throws -> Void) async throws -> RefusalCode? {
    do {
      try await body()
      return nil
    } catch let refusal as Refusal {
      return refusal.code
    }
  }
}
