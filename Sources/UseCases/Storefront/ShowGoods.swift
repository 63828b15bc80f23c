package import Domain
import Stores

/// What a customer pays for one unit now, and what it cost before.
package struct ShownPrice: Sendable, Equatable {
  package let now: UnitPrice
  /// Nil where nothing was taken off.
  package let before: UnitPrice?
  /// What a price rule or promotion that took something off is called.
  package let reason: String?

  /// What was taken off in whole percent of the price before; nil where that is less than one.
  package var percentOff: Int64? {
    guard let before, before > now else { return nil }
    // At most 10^16 ten-thousandths, so a hundred times as many fit.
    let off = ((before.tenThousandths - now.tenThousandths) * 100 + before.tenThousandths / 2) / before.tenThousandths
    return off > 0 ? off : nil
  }
}

/// A variant as the online store offers it.
package struct ShownOffer: Sendable {
  package let variant: Variant
  package let price: ShownPrice
  package let stock: StockWord
  /// Names the variant in forms and says nothing of it.
  package let key: String
}

/// A product as the online store shows it: only what has a price.
package struct ShownProduct: Sendable {
  package let product: Product
  /// In the product's own order; never empty.
  package let offers: [ShownOffer]

  /// What a list shows of it: the best price that there is.
  package var cheapest: ShownOffer? { offers.min { $0.price.now < $1.price.now } }
  package var isSoldOut: Bool { offers.allSatisfy(\.stock.isSoldOut) }
  package var hasSeveralPrices: Bool { Set(offers.map(\.price.now)).count > 1 }

  /// Its part of an address: the handle, where one can stand there as it is.
  package var address: String {
    let isPlain = { (byte: UInt8) in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "-._~".utf8.contains(byte)
    }
    guard let handle = product.handle, handle.utf8.allSatisfy(isPlain), handle != ".", handle != ".." else { return product.id.text }
    return handle
  }
}

extension UnitOfWork {
  /// Products with what they cost in the online store and how many there are, in a few statements for any number.
  func show(_ sheets: [ProductSheet], _ settings: ShopSettings) throws -> [ShownProduct] {
    let priced = sheets.flatMap { $0.variants.filter { !$0.price.isZero } }
    let location = try onlineLocation(settings)
    let sellable = try tx.catalog.sellable(priced.map(\.id), at: location)
    let prices = try shownPrices(of: priced.filter { sellable[$0.id] != nil }, at: location)
    return sheets.compactMap { sheet in
      let offers = sheet.variants.compactMap { variant -> ShownOffer? in
        guard let price = prices[variant.id], let known = sellable[variant.id] else { return nil }
        return ShownOffer(
          variant: variant, price: price, stock: StockWord(of: known, low: settings.lowStockLevel), key: Self.offerKey(variant.id))
      }
      return offers.isEmpty ? nil : ShownProduct(product: sheet.product, offers: offers)
    }
  }

  /// Where what is sold online lies; nil in a shop without any place.
  func onlineLocation(_ settings: ShopSettings) throws -> ID<Location>? {
    if let id = settings.onlineStore.locationID, try tx.locations.find(id) != nil { return id }
    return try tx.locations.first()
  }

  /// What one unit of each costs somebody whom the shop does not know, as an order would price it: by the rules and promotions for
  /// everybody (M19, M20).
  private func shownPrices(of variants: [Variant], at location: ID<Location>?) throws -> [ID<Variant>: ShownPrice] {
    var found: [ID<Variant>: ShownPrice] = [:]
    for start in stride(from: 0, to: variants.count, by: Self.pricedAtOnce) {
      let few = Array(variants[start..<min(variants.count, start + Self.pricedAtOnce)])
      found.merge(try prices(ofFew: few, at: location)) { _, new in new }
    }
    return found
  }

  /// Lines of the orders that prices are found by; an order has a limit of lines and of its sum, a page has none.
  private static var pricedAtOnce: Int { 200 }

  /// The same for as many as one order holds. What together is more than an order may cost is priced in halves; what cannot be priced
  /// alone is not sold.
  private func prices(ofFew variants: [Variant], at location: ID<Location>?) throws -> [ID<Variant>: ShownPrice] {
    guard !variants.isEmpty else { return [:] }
    do {
      return try prices(together: variants, at: location)
    } catch is Refusal {
      guard variants.count > 1 else { return [:] }
      let middle = variants.count / 2
      return try prices(ofFew: Array(variants[..<middle]), at: location)
        .merging(try prices(ofFew: Array(variants[middle...]), at: location)) { _, new in new }
    }
  }

  private func prices(together variants: [Variant], at location: ID<Location>?) throws -> [ID<Variant>: ShownPrice] {
    var request = NewOrder()
    request.channel = .onlineStore
    request.locationID = location
    request.lines = variants.map { variant in
      var line = NewLine(quantity: .one)
      line.variantID = variant.id
      return line
    }
    let order = try calculateOrder(request)
    let compared = Dictionary(variants.map { ($0.id, $0.compareAtPrice) }, uniquingKeysWith: { first, _ in first })
    return Dictionary(
      order.lines.compactMap { line in line.variantID.map { ($0, ShownPrice(line, compared: compared[$0] ?? nil)) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Stands for a variant in the forms of the online store.
  static func offerKey(_ id: ID<Variant>) -> String {
    String(ContentHash.of(Array("offer \(id.text)".utf8)).prefix(16))
  }
}

extension ShownPrice {
  /// What a line of one unit costs.
  fileprivate init(_ line: LineItem, compared: UnitPrice?) {
    let off = line.promotions.reduce(0) { $0 + $1.amount }
    let now = off == 0 ? line.unitPrice : UnitPrice(tenThousandths: max(0, line.unitPrice.tenThousandths - off * 10_000)) ?? .zero
    let highest = max(line.listPrice ?? now, compared ?? now)
    self.init(
      now: now, before: highest > now ? highest : nil,
      reason: line.promotions.first { $0.amount > 0 }?.title ?? line.priceRuleTitle)
  }
}
