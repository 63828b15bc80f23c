import Domain

/// One thing of the demo shop: prices in cents, stock in whole units.
struct DemoProduct: Sendable {
  struct Kind: Sendable {
    let value: String
    let price: Int64
    let stock: Int64
  }

  let title: String
  let category: String
  let sku: String
  let option: String?
  let kinds: [Kind]
  var unit = SalesUnit.piece
  var isReduced = false
  var tracksStock = true
  var tags: [String] = []

  /// A thing without variants.
  init(_ title: String, _ category: String, _ sku: String, _ price: Int64, stock: Int64) {
    self.init(title, category, sku, option: nil, [Kind(value: "", price: price, stock: stock)])
  }

  init(_ title: String, _ category: String, _ sku: String, option: String?, _ kinds: [Kind]) {
    self.title = title
    self.category = category
    self.sku = sku
    self.option = option
    self.kinds = kinds
  }

  /// Sold by weight or length.
  func per(_ unit: SalesUnit) -> DemoProduct {
    var copy = self
    copy.unit = unit
    return copy
  }

  /// Taxed at the reduced rate.
  var reduced: DemoProduct {
    var copy = self
    copy.isReduced = true
    return copy
  }

  /// Work, of which there is no stock.
  var service: DemoProduct {
    var copy = self
    copy.tracksStock = false
    return copy
  }

  /// What one costs the shop, in cents: two fifths of the price for goods, three fifths for work; so that the demo's profit is one.
  func cost(of kind: Kind) -> Int64 { kind.price * (tracksStock ? 2 : 3) / 5 }

  func tagged(_ tags: String...) -> DemoProduct {
    var copy = self
    copy.tags = tags
    return copy
  }
}
