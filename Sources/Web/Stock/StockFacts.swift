import Documents
import Domain
import UseCases

/// One page of variants that are counted, with what is where.
struct StockOverview: Sendable {
  let locations: [Location]
  let next: String?
  private let lines: [(sheet: Product, variant: Variant, location: Location, level: InventoryLevel)]

  init(search: String?, at wanted: ID<Location>?, page: PageRequest, in work: UnitOfWork) throws {
    let all = try work.listLocations(search: nil, page: PageRequest(limit: 200)).elements
    locations = all
    var filter = VariantFilter()
    filter.search = search
    let variants = try work.listVariants(filter, page: page)
    next = variants.next
    let places = wanted.map { id in all.filter { $0.id == id } } ?? all
    let levels = try work.levels(of: variants.elements.map(\.id))
    let products = try work.products(of: variants.elements)
    lines = variants.elements.filter(\.tracksStock).flatMap { variant -> [(Product, Variant, Location, InventoryLevel)] in
      guard let product = products[variant.productID] else { return [] }
      let own = places.compactMap { place in
        levels.first { $0.variantID == variant.id && $0.locationID == place.id }.map { (product, variant, place, $0) }
      }
      guard own.isEmpty, let place = places.first else { return own }
      let none = InventoryLevel(variantID: variant.id, locationID: place.id, onHand: 0, committed: 0, reserved: 0)
      return [(product, variant, place, none)]
    }
  }

  func rows(_ say: (String) -> String) -> [[ResourceList.Cell]] {
    lines.map { line in
      [
        .link(line.sheet.title, path: "/admin/stock/\(line.variant.id)", second: line.variant.title.isEmpty ? nil : line.variant.title),
        .muted(line.variant.sku ?? ""), .text(line.location.name), .text(SignedQuantity.text(line.level.onHand)),
        .muted(SignedQuantity.text(line.level.committed)), .muted(SignedQuantity.text(line.level.reserved)),
        line.level.available > 0
          ? .text(SignedQuantity.text(line.level.available)) : .chip(SignedQuantity.text(line.level.available), style: "chip-warn"),
      ]
    }
  }
}

/// One variant: what is where, and everything that changed it.
struct StockFacts: Sendable {
  let title: String
  let locations: [Location]
  private let levels: [InventoryLevel]
  private let movements: Page<InventoryMovement>
  private let settings: ShopSettings
  private let path: String

  init(of id: ID<Variant>, movements page: PageRequest, in work: UnitOfWork) throws {
    let variant = try work.findVariant(id)
    let product = try work.findProduct(variant.productID).product
    title = variant.title.isEmpty ? product.title : "\(product.title), \(variant.title)"
    path = "/admin/stock/\(id)"
    locations = try work.listLocations(search: nil, page: PageRequest(limit: 200)).elements
    levels = try work.levels(of: [id])
    settings = try work.readSettings()
    var filter = MovementFilter()
    filter.variants = [id]
    movements = try work.listMovements(filter, page: page)
  }

  var levelsPanel: ResourcePanel {
    let rows = locations.map { location -> View in
      let level = levels.first { $0.locationID == location.id }
      return .object([
        "location": .text(location.name), "on_hand": .text(SignedQuantity.text(level?.onHand ?? 0)),
        "promised": .text(SignedQuantity.text(level?.committed ?? 0)), "reserved": .text(SignedQuantity.text(level?.reserved ?? 0)),
        "available": .text(SignedQuantity.text(level?.available ?? 0)),
      ])
    }
    return ResourcePanel("stock/levels", ["levels": .list(rows)])
  }

  /// What the shop itself writes is said in the shop's words; what somebody typed stays.
  private static func words(for reason: String, _ say: (String) -> String) -> String {
    ["sale", "return", "edit", "stock_take", "transfer"].contains(reason) ? say("reason.\(reason)") : reason
  }

  func movementsPanel(_ say: (String) -> String) -> ResourcePanel {
    let names = Dictionary(locations.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let rows = movements.elements.map { movement -> View in
      .object([
        "date": .text(WallClock.text(movement.createdAt, in: settings.timeZone)), "location": .text(names[movement.locationID] ?? ""),
        "delta": .text((movement.delta > 0 ? "+" : "") + SignedQuantity.text(movement.delta)),
        "balance": .text(SignedQuantity.text(movement.balance)), "reason": .text(Self.words(for: movement.reason, say)),
        "actor": .text(movement.actorName),
        "order_path": movement.orderID.map { .text("/admin/orders/\($0)") } ?? .flag(false),
        "take_path": movement.stockTakeID.map { .text("/admin/stock/takes/\($0)") } ?? .flag(false),
        "transfer_path": movement.transferID.map { .text("/admin/stock/transfers/\($0)") } ?? .flag(false),
      ])
    }
    return ResourcePanel(
      "stock/movements",
      [
        "movements": .list(rows), "has_movements": .flag(!rows.isEmpty),
        "next_path": movements.next.map { .text("\(path)?cursor=\(QueryText.escaped($0))") } ?? .flag(false),
      ])
  }
}

extension UnitOfWork {
  /// Every level of a few variants, wherever they are.
  fileprivate func levels(of variants: [ID<Variant>]) throws -> [InventoryLevel] {
    guard !variants.isEmpty else { return [] }
    var levels: [InventoryLevel] = []
    var cursor: String?
    repeat {
      let page = try listLevels(variants: variants, locations: [], page: PageRequest(limit: 200, cursor: cursor))
      levels += page.elements
      cursor = page.next
    } while cursor != nil
    return levels
  }

  fileprivate func products(of variants: [Variant]) throws -> [ID<Product>: Product] {
    try Dictionary(
      Set(variants.map(\.productID)).map { ($0, try findProduct($0).product) }, uniquingKeysWith: { first, _ in first })
  }
}
