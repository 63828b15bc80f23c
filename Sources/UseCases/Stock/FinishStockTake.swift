package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Ends a stock-take and corrects the shelves by what was found: each by the difference to what was expected in the moment it was counted,
  /// so that what was sold or came meanwhile is not lost (STK-06).
  ///
  /// - Parameter clearsUncounted: whether what nobody counted is not there; otherwise it stays as the books have it.
  /// - Throws: ``RefusalCode/conflict`` where it has ended before, ``RefusalCode/outOfStock`` naming what orders were promised more of than
  ///   was counted: nothing is stored then.
  package func finishStockTake(_ id: ID<StockTake>, clearsUncounted: Bool) throws -> StockTake {
    try principal.require(.adjustStock)
    let take = try findStockTake(id)
    try take.requireOpen()
    try tx.stockTakes.end(take, as: .finished, by: principal.name, at: now)
    var corrections = try tx.stockTakes.differences(of: take).filter { $0.delta != 0 }
    if clearsUncounted { corrections += try tx.stockTakes.uncounted(of: take).map { ($0.variant, -$0.onHand) } }
    var cause = stockCause("stock_take", nil, at: take.locationID)
    cause.stockTakeID = id
    var failures: [FieldFailure] = []
    for (variant, delta) in corrections.sorted(by: { $0.variant < $1.variant }) {
      do {
        try tellStock(of: try tx.stock.adjust(variant, by: delta, cause))
      } catch let refusal as Refusal {
        failures.append(FieldFailure(field: "lines.\(variant)", code: refusal.code.rawValue, message: refusal.detail))
      }
    }
    guard failures.isEmpty else {
      throw Refusal(
        .outOfStock, "More was promised to orders than was counted of \(failures.count) of these. Release it first, or count again.",
        failures: failures)
    }
    try record(
      "stock.take_finished", EventObject("stock_take", id.text), at: take.locationID,
      data: .object([("number", .number(String(take.number))), ("corrected", .number(String(corrections.count)))]))
    return try findStockTake(id)
  }

  /// Ends a stock-take without changing anything.
  package func cancelStockTake(_ id: ID<StockTake>) throws -> StockTake {
    try principal.require(.adjustStock)
    let take = try findStockTake(id)
    try take.requireOpen()
    try tx.stockTakes.end(take, as: .canceled, by: principal.name, at: now)
    try record("stock.take_canceled", EventObject("stock_take", id.text), at: take.locationID, data: facts(of: take))
    return try findStockTake(id)
  }
}
