import Domain
import Stores

extension UnitOfWork {
  /// Promises what came to a placed order and lets go of what went, line by line and only by the difference; what leaves with the sale at
  /// once leaves the shelf or comes back to it.
  ///
  /// Goods are let go first, so that one line may take what another one gives.
  /// - Throws: ``RefusalCode/outOfStock`` where somebody else got the last meanwhile.
  func moveStock(of order: Order, since before: Order) throws {
    guard let location = order.locationID else { return }
    let cause = stockCause("edit", order.id, at: location)
    let old = Dictionary(before.lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(order.lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var (returning, leaving, promised): ([StockDemand], [StockDemand], [StockDemand]) = ([], [], [])
    for line in before.lines.sorted(by: { $0.id < $1.id }) {
      guard let less = line.less(by: new[line.id]), let variantID = line.variantID else { continue }
      if before.leavesAtOnce(line) {
        returning.append(StockDemand(lineID: line.id, variantID: variantID, quantity: less))
      } else {
        try tx.stock.release(less, of: line.id)
      }
    }
    for line in order.lines {
      guard let more = line.more(than: old[line.id]), let variantID = line.variantID else { continue }
      let demand = StockDemand(lineID: line.id, variantID: variantID, quantity: more)
      if order.leavesAtOnce(line) { leaving.append(demand) } else { promised.append(demand) }
    }
    try tx.stock.restock(returning, cause)
    try tx.stock.sell(leaving, cause)
    try tx.stock.commitMore(promised, cause, preorders: Set(order.lines.filter(\.isPreorder).map(\.id)))
    try warnOfLowStock(after: leaving + promised, at: location)
  }
}

extension LineItem {
  /// How much less of it there is; nil where it did not shrink.
  fileprivate func less(by after: LineItem?) -> Quantity? {
    let less = Quantity(thousandths: max(0, quantity.thousandths - (after?.quantity.thousandths ?? 0)))
    return less.flatMap { $0.isZero ? nil : $0 }
  }

  /// How much more of it there is; nil where it did not grow.
  fileprivate func more(than before: LineItem?) -> Quantity? {
    let more = Quantity(thousandths: max(0, quantity.thousandths - (before?.quantity.thousandths ?? 0)))
    return more.flatMap { $0.isZero ? nil : $0 }
  }
}
