import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Tells of what a sale has brought down to the shop's low level; once, not with every sale below it.
  func warnOfLowStock(after demands: [StockDemand], at location: ID<Location>) throws {
    guard !demands.isEmpty else { return }
    let low = try tx.settings.current().lowStockLevel.thousandths
    var sold: [ID<Variant>: Int64] = [:]
    for demand in demands {
      sold[demand.variantID] = (sold[demand.variantID] ?? 0).addingReportingOverflow(demand.quantity.thousandths).partialValue
    }
    for level in try tx.stock.levels(of: sold.keys.sorted(), at: location, notAbove: low) {
      let (before, overflow) = level.available.addingReportingOverflow(sold[level.variantID] ?? 0)
      guard overflow || before > low else { continue }
      try tellLowStock(of: level)
    }
  }

  func tellLowStock(of level: InventoryLevel) throws {
    try record(
      "stock.low", EventObject("variant", level.variantID.text), at: level.locationID,
      data: .object([("available", .number(SignedQuantity.text(level.available)))]))
  }
}
