package import Domain
import Stores

extension UnitOfWork {
  /// Opens a place to sell at; somebody bound to one location opens no other.
  package func createLocation(_ changes: Changes<Location>) throws -> Location {
    try principal.require(.manageRegisters)
    guard principal.locationID == nil else { throw Refusal.forbidden(.manageRegisters) }
    var location = Location(id: ids.next(), name: "", createdAt: now)
    changes.apply(to: &location)
    try location.settle()
    try requireKnownTimeZone(location.timeZone)
    try tx.locations.add(location)
    try record("location.created", EventObject("location", location.id.text), at: location.id)
    return location
  }

  package func changeLocation(_ id: ID<Location>, _ changes: Changes<Location>) throws -> Location {
    try principal.require(.manageRegisters)
    var location = try tx.locations.take(id, for: principal)
    changes.apply(to: &location)
    try location.settle()
    try requireKnownTimeZone(location.timeZone)
    try tx.locations.save(location)
    try record("location.updated", EventObject("location", id.text), at: id)
    return location
  }

  /// Closes a place; registers and goods must have left it.
  package func removeLocation(_ id: ID<Location>) throws {
    try principal.require(.manageRegisters)
    _ = try tx.locations.take(id, for: principal)
    guard try !tx.locations.isUsed(id) else {
      throw Refusal.inUse("Registers or goods are still at this location. Move them first.")
    }
    try tx.locations.remove(id, at: now)
    try tx.catalog.touchRules()
    try record("location.removed", EventObject("location", id.text), at: id)
  }

  package func findLocation(_ id: ID<Location>) throws -> Location {
    try principal.require(.readRegisters)
    return try tx.locations.take(id, for: principal)
  }

  package func listLocations(search: String?, page: PageRequest) throws -> Page<Location> {
    try principal.require(.readRegisters)
    return try tx.locations.list(search: search, in: principal.locationID, page: page)
  }
}
