/// What a customer is told of the stock; never how much there is beyond a handful (PAY-08).
package enum StockWord: Sendable, Hashable {
  case inStock
  /// So many pieces are left.
  case few(Int64)
  case soldOut

  /// The most pieces that are told by number, however high the shop's own mark for low stock is.
  package static let mostTold: Int64 = 5

  /// - Parameter low: what the shop calls low stock.
  package init(of variant: SellableVariant, low: Quantity) {
    guard let available = variant.available, !variant.allowsOversell else {
      self = .inStock
      return
    }
    guard available > 0 else {
      self = .soldOut
      return
    }
    let isTold = variant.unit == .piece && available <= min(low.thousandths, Self.mostTold * 1000)
    let pieces = available / 1000
    self = !isTold ? .inStock : pieces > 0 ? .few(pieces) : .soldOut
  }

  package var isSoldOut: Bool { self == .soldOut }
}
