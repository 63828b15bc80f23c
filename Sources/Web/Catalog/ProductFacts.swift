import Domain
import UseCases

/// What the page of a product shows beside its fields.
struct ProductFacts: Sendable {
  let sheet: ProductSheet
  let settings: ShopSettings
  let taxClasses: [TaxClass]
  let levels: [InventoryLevel]
  let locations: [Location]
  let seesCost: Bool

  init(of id: ID<Product>, in work: UnitOfWork) throws {
    sheet = try work.findProduct(id)
    settings = try work.readSettings()
    taxClasses = try work.listTaxClasses(search: nil, page: PageRequest(limit: 200)).elements
    locations = try work.listLocations(search: nil, page: PageRequest(limit: 200)).elements
    levels = try work.listLevels(variants: sheet.variants.map(\.id), locations: [], page: PageRequest(limit: 200)).elements
    seesCost = work.seesCost
  }

  /// How much there is of each variant, with the way to its page.
  func stockPanel(_ say: (String) -> String) -> ResourcePanel {
    let names = Dictionary(locations.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let rows = sheet.variants.filter(\.tracksStock).flatMap { variant -> [View] in
      let own = levels.filter { $0.variantID == variant.id }
      let title = variant.title.isEmpty ? sheet.product.title : variant.title
      let path = "/admin/stock/\(variant.id)"
      guard !own.isEmpty else { return [Self.row(title, path, say("nowhere"), nil)] }
      return own.map { Self.row(title, path, names[$0.locationID] ?? "", $0) }
    }
    return ResourcePanel("products/stock", ["levels": .list(rows), "has_levels": .flag(!rows.isEmpty)])
  }

  private static func row(_ title: String, _ path: String, _ location: String, _ level: InventoryLevel?) -> View {
    .object([
      "variant": .text(title), "path": .text(path), "location": .text(location),
      "on_hand": .text(level.map { SignedQuantity.text($0.onHand) } ?? "0"),
      "available": .text(level.map { SignedQuantity.text($0.available) } ?? "0"),
    ])
  }

  /// One price, or from the lowest to the highest.
  static func prices(of variants: [Variant]) -> String {
    guard let lowest = variants.min(by: { $0.price < $1.price }), let highest = variants.max(by: { $0.price < $1.price }) else { return "" }
    let first = text(lowest)
    return lowest.price == highest.price ? first : "\(first) – \(text(highest))"
  }

  /// A unit price for people; one with fractions of a minor unit shows them.
  static func text(_ variant: Variant) -> String {
    guard let whole = variant.price.wholeMinorUnits else {
      var digits = ResourceValue.unitPrice(variant.price, in: variant.currency)
      while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
      return variant.currency.symbol + digits
    }
    return Money(minorUnits: whole, currency: variant.currency).text
  }
}
