package import Domain
import JSON
import Stores

/// How somebody wants a level changed; thousandths of the variant's unit.
package enum StockChange: Sendable {
  case by(Int64)
  /// What was counted.
  case to(Int64)
}

extension UnitOfWork {
  /// Corrects how much of a variant is at a location, and says why.
  ///
  /// - Throws: ``RefusalCode/outOfStock`` where less would be left than orders were promised.
  package func adjustStock(
    _ variantID: ID<Variant>, at locationID: ID<Location>, _ change: StockChange, reason: String
  ) throws -> InventoryLevel {
    try principal.require(.adjustStock)
    guard let variant = try tx.catalog.findVariant(variantID) else { throw Refusal.unknownReference("variant_id", "variant") }
    guard try tx.locations.find(locationID, in: principal.locationID) != nil else {
      throw Refusal.unknownReference("location_id", "location")
    }
    let cause = stockCause(reason, nil, at: locationID)
    let level: InventoryLevel
    switch change {
    case .by(let delta):
      try requireWholeUnits(delta, of: variant, "delta")
      level = try tx.stock.adjust(variantID, by: delta, cause)
    case .to(let quantity):
      try requireWholeUnits(quantity, of: variant, "set")
      level = try tx.stock.set(variantID, to: quantity, cause)
    }
    try tellStock(of: level)
    return level
  }

  func requireWholeUnits(_ thousandths: Int64, of variant: Variant, _ field: String) throws {
    guard variant.unit.allowsFraction || thousandths % 1000 == 0 else {
      throw Refusal.invalid(field, "whole_units_only", "This is counted by the piece, so the number must be whole.")
    }
  }

  /// Tells that stock changed, and that it is low where it is.
  func tellStock(of level: InventoryLevel) throws {
    let object = EventObject("variant", level.variantID.text)
    let available = JSON.number(SignedQuantity.text(level.available))
    try record("stock.changed", object, at: level.locationID, data: .object([("available", available)]))
    let shop = try tx.settings.current().lowStockLevel.thousandths
    let known = try tx.lowStock.levels(of: [level.variantID], at: level.locationID, shop: shop).first
    if let known, level.available <= known.threshold { try tellLowStock(of: level) }
  }
}
