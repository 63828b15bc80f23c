package import Domain
import JSON
import Stores

/// Levels at which goods are low, what is low, and what is put aside for whom.
extension UnitOfWork {
  package func listLowStock(search: String?, locations: [ID<Location>], page: PageRequest) throws -> Page<LowStockRow> {
    try principal.require(.readStock)
    let shop = try tx.settings.current().lowStockLevel.thousandths
    return try tx.lowStock.list(search: search, locations: locations, in: principal.locationID, shop: shop, page: page)
  }

  /// Sets at which level a variant is low, at a place or everywhere; nil takes the level of its own away.
  package func setThreshold(_ level: Quantity?, of variantID: ID<Variant>, at locationID: ID<Location>?) throws {
    try principal.require(.adjustStock)
    guard try tx.catalog.findVariant(variantID) != nil else { throw Refusal.unknownReference("variant_id", "variant") }
    if let locationID, try tx.locations.find(locationID, in: principal.locationID) == nil {
      throw Refusal.unknownReference("location_id", "location")
    }
    guard locationID != nil || principal.locationID == nil else {
      throw Refusal.invalid("location_id", "required", "You are bound to a place, so name it.")
    }
    try tx.lowStock.set(level, of: variantID, at: locationID)
    try record(
      "stock.threshold_set", EventObject("variant", variantID.text), at: locationID,
      data: .object([("level", level.map { .number($0.text) } ?? .null)]))
  }

  package func thresholds(of variantID: ID<Variant>) throws -> [(location: ID<Location>?, level: Int64)] {
    try principal.require(.readStock)
    return try tx.lowStock.thresholds(of: variantID)
  }

  /// What is on its way between places, of a few variants.
  package func inTransit(_ variants: [ID<Variant>]) throws -> [(variant: ID<Variant>, location: ID<Location>, quantity: Int64)] {
    try principal.require(.readStock)
    return try tx.stockTransfers.inTransit(variants: variants).filter { principal.locationID == nil || $0.location == principal.locationID }
  }

  package func listReservations(
    variants: [ID<Variant>], locations: [ID<Location>], page: PageRequest
  ) throws -> Page<StockReservation> {
    try principal.require(.readStock)
    return try tx.stock.listReservations(variants: variants, locations: locations, in: principal.locationID, page: page)
  }

  /// Gives back what was put aside for a line of a held order; the order stays as it is.
  package func releaseReservation(of line: ID<LineItem>) throws {
    try principal.require(.adjustStock)
    guard let found = try tx.stock.reservation(of: line, in: principal.locationID) else { throw Refusal.notFound("reservation") }
    try tx.stock.releaseReservations(ofLines: [line])
    try record(
      "order.reservation_released", EventObject("order", found.order.text), at: found.location,
      data: .object([("line_id", .string(line.text))]))
  }
}
