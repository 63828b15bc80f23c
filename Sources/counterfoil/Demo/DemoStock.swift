import Domain
import UseCases

/// Puts the demo's goods into the catalogue and on the shelf.
struct DemoStock {
  let work: UnitOfWork
  let location: ID<Location>
  let reducedClass: ID<TaxClass>

  /// Adds the goods and returns the first variant of each by its SKU.
  func add(_ goods: [DemoProduct]) throws -> [String: Variant] {
    var bySKU: [String: Variant] = [:]
    var number: Int64 = 0
    for item in goods {
      let first = number
      number += Int64(item.kinds.count)
      let sheet = try work.createProduct(product(item), variants: variants(item, from: first))
      for (variant, kind) in zip(sheet.variants, item.kinds) {
        if let sku = variant.sku { bySKU[sku] = variant }
        guard item.tracksStock, kind.stock > 0 else { continue }
        let (thousandths, isTooMuch) = kind.stock.multipliedReportingOverflow(by: 1000)
        guard !isTooMuch else { continue }
        _ = try work.adjustStock(variant.id, at: location, .to(thousandths), reason: "opening stock")
      }
    }
    return bySKU
  }

  private func product(_ item: DemoProduct) -> Changes<Product> {
    var changes = Changes<Product>()
    changes.set(\.title, to: item.title)
    changes.set(\.category, to: item.category)
    changes.set(\.tags, to: item.tags)
    changes.set(\.vendor, to: "Dębowa Garden")
    if let picture = DemoPictures.path(of: item.sku) { changes.set(\.imageURLs, to: [picture]) }
    if item.isReduced { changes.set(\.taxClassID, to: reducedClass) }
    if let option = item.option { changes.set(\.options, to: [Product.Option(name: option, values: item.kinds.map(\.value))]) }
    return changes
  }

  private func variants(_ item: DemoProduct, from number: Int64) -> [Changes<Variant>] {
    item.kinds.enumerated().map { index, kind in
      var changes = Changes<Variant>()
      if let option = item.option { changes.set(\.options, to: [Variant.Choice(name: option, value: kind.value)]) }
      let suffix = item.kinds.count > 1 ? "-\(index + 1)" : ""
      changes.set(\.sku, to: item.sku + suffix)
      changes.set(\.barcode, to: Self.barcode(number + Int64(index)))
      changes.set(\.price, to: UnitPrice(minorUnits: kind.price) ?? .zero)
      changes.set(\.cost, to: UnitPrice(minorUnits: item.cost(of: kind)))
      changes.set(\.unit, to: item.unit)
      changes.set(\.tracksStock, to: item.tracksStock)
      if !item.tracksStock { changes.set(\.requiresShipping, to: false) }
      return changes
    }
  }

  /// EAN-13 in a range that no real article has: 590000000000 and a number, then the check digit.
  static func barcode(_ number: Int64) -> String {
    let digits = Array(String(590_000_000_100 + number).utf8).map { Int($0) - 48 }
    let sum = digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) }
    return digits.map(String.init).joined() + String((10 - sum % 10) % 10)
  }
}
