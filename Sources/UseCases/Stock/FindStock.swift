package import Domain
import Stores

extension UnitOfWork {
  /// Levels by variant and place. One variant asked for at one place is answered even where nothing was ever kept.
  package func listLevels(variants: [ID<Variant>], locations: [ID<Location>], page: PageRequest) throws -> Page<InventoryLevel> {
    try principal.require(.readStock)
    let found = try tx.stock.levels(variants: variants, locations: locations, in: principal.locationID, page: page)
    guard found.elements.isEmpty, page.cursor == nil, variants.count == 1, locations.count == 1,
      try tx.locations.find(locations[0], in: principal.locationID) != nil, try tx.catalog.findVariant(variants[0])?.tracksStock == true
    else { return found }
    return Page(elements: [try tx.stock.level(of: variants[0], at: locations[0])], next: nil)
  }

  package func listMovements(_ filter: MovementFilter, page: PageRequest) throws -> Page<InventoryMovement> {
    try principal.require(.readStock)
    return try tx.stock.movements(filter, in: principal.locationID, page: page)
  }

  /// Gives back what held orders put aside until a moment that has passed; the shop's own timer calls it.
  package func expireReservations() throws -> Int {
    try tx.stock.expireReservations(at: now)
  }
}
