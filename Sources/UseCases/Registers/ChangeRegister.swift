package import Domain
import Stores

extension UnitOfWork {
  package func createRegister(_ changes: Changes<Register>, at locationID: ID<Location>) throws -> Register {
    try principal.require(.manageRegisters)
    var register = Register(id: ids.next(), name: "", locationID: locationID, createdAt: now)
    changes.apply(to: &register)
    try register.settle()
    try requireLocation(register.locationID)
    try tx.registers.add(register)
    try record("register.created", EventObject("register", register.id.text), at: register.locationID)
    return register
  }

  /// Renames a till, or moves it to another location while its drawer is closed.
  package func changeRegister(_ id: ID<Register>, _ changes: Changes<Register>) throws -> Register {
    try principal.require(.manageRegisters)
    let before = try tx.registers.take(id, for: principal)
    var register = before
    changes.apply(to: &register)
    try register.settle()
    if register.locationID != before.locationID {
      try requireLocation(register.locationID)
      try requireClosed(id)
    }
    try tx.registers.save(register)
    try record("register.updated", EventObject("register", id.text), at: register.locationID)
    return register
  }

  /// Takes a till away; its orders, held ones too, stay.
  package func removeRegister(_ id: ID<Register>) throws {
    try principal.require(.manageRegisters)
    let register = try tx.registers.take(id, for: principal)
    try requireClosed(id)
    try tx.registers.remove(id, at: now)
    try record("register.removed", EventObject("register", id.text), at: register.locationID)
  }

  package func findRegister(_ id: ID<Register>) throws -> Register {
    try principal.require(.readRegisters)
    return try tx.registers.take(id, for: principal)
  }

  package func listRegisters(search: String?, location: ID<Location>?, page: PageRequest) throws -> Page<Register> {
    try principal.require(.readRegisters)
    return try tx.registers.list(search: search, location: location, in: principal.locationID, page: page)
  }

  package func tiles(of id: ID<Register>) throws -> [Tile] {
    try principal.require(.readRegisters)
    return try tx.registers.tiles(of: tx.registers.take(id, for: principal).id)
  }

  /// Arranges a till's grid; an empty list gives back the one it begins with.
  package func arrangeTiles(_ tiles: [Tile], of id: ID<Register>) throws -> [Tile] {
    let register = try tx.registers.take(id, for: principal)
    try require(.editTiles, on: id)
    try Tile.check(tiles)
    try tx.registers.save(tiles, of: id)
    try record("register.updated", EventObject("register", id.text), at: register.locationID)
    return tiles
  }

  private func requireLocation(_ id: ID<Location>) throws {
    guard try tx.locations.find(id, in: principal.locationID) != nil else {
      throw Refusal.unknownReference("location_id", "location")
    }
  }

  private func requireClosed(_ id: ID<Register>) throws {
    guard try tx.registers.openSession(of: id) == nil else {
      throw Refusal(.sessionOpen, "This register is open. Count its drawer and close it first.")
    }
  }
}
