import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Tells of what a sale has brought down to the level at which it is low; once, not with every sale below it.
  func warnOfLowStock(after demands: [StockDemand], at location: ID<Location>) throws {
    guard !demands.isEmpty else { return }
    var sold: [ID<Variant>: Int64] = [:]
    for demand in demands {
      sold[demand.variantID] = (sold[demand.variantID] ?? 0).addingReportingOverflow(demand.quantity.thousandths).partialValue
    }
    let shop = try tx.settings.current().lowStockLevel.thousandths
    for (level, threshold) in try tx.lowStock.levels(of: sold.keys.sorted(), at: location, shop: shop) where level.available <= threshold {
      let (before, overflow) = level.available.addingReportingOverflow(sold[level.variantID] ?? 0)
      guard overflow || before > threshold else { continue }
      try tellLowStock(of: level)
    }
  }

  func tellLowStock(of level: InventoryLevel) throws {
    try record(
      "stock.low", EventObject("variant", level.variantID.text), at: level.locationID,
      data: .object([("available", .number(SignedQuantity.text(level.available)))]))
  }
}
