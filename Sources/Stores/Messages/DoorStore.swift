package import Domain
package import SQLEngine

extension Transaction {
  package var doors: DoorStore { DoorStore(tx: self) }
}

/// What the settings say about the doors out; sealed, so that the database alone opens none.
package struct DoorStore {
  let tx: Transaction

  /// Every door that is set, as it was sealed.
  package func all() throws -> [DoorOut: String] {
    var doors: [DoorOut: String] = [:]
    for row in try tx.rows("SELECT name, sealed FROM doors") {
      let door: DoorOut = try row.choice("name")
      doors[door] = try row.text("sealed")
    }
    return doors
  }

  /// Sets a door, or empties it where `sealed` is nil.
  package func save(_ door: DoorOut, _ sealed: String?, at now: Instant) throws {
    try tx.execute("DELETE FROM doors WHERE name = \(door.rawValue)")
    guard let sealed else { return }
    try tx.execute("INSERT INTO doors (name, sealed, updated_at) VALUES (\(door.rawValue), \(sealed), \(now))")
  }
}
