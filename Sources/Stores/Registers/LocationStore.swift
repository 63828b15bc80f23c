package import Domain
package import SQLEngine

/// The places the shop sells at. A principal of one location knows no other.
package struct LocationStore {
  let tx: Transaction

  package func find(_ id: ID<Location>, in scope: ID<Location>? = nil) throws -> Location? {
    guard scope == nil || scope == id else { return nil }
    return try tx.row("SELECT * FROM locations WHERE id = \(id) AND removed_at IS NULL").map(Location.init(row:))
  }

  /// - Throws: ``RefusalCode/notFound`` alike for unknown and out of scope.
  package func take(_ id: ID<Location>, for principal: Principal) throws -> Location {
    guard let location = try find(id, in: principal.locationID) else { throw Refusal.notFound("location") }
    return location
  }

  /// The shop's oldest location: where things belong that nobody placed; nil in a shop without any.
  package func first() throws -> ID<Location>? {
    try tx.row("SELECT id FROM locations WHERE removed_at IS NULL ORDER BY created_at, id LIMIT 1")?.id("id")
  }

  package func list(search: String?, in scope: ID<Location>?, page: PageRequest) throws -> Page<Location> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let named: SQL = search.map { "AND \(NamePrefix.condition("name", $0))" } ?? ""
    let scoped: SQL = scope.map { "AND id = \($0)" } ?? ""
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      """
      SELECT * FROM locations WHERE removed_at IS NULL \(named) \(scoped) \(after)
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(Location.init), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  package func add(_ location: Location) throws {
    try tx.execute(
      """
      INSERT INTO locations (id, name, address, time_zone, offers_pickup, pickup_note, created_at)
      VALUES (\(location.id), \(location.name), \(StoredAddress.text(location.address)), \(location.timeZone), \(location.offersPickup),
        \(location.pickupNote), \(location.createdAt))
      """)
  }

  package func save(_ location: Location) throws {
    try tx.execute(
      """
      UPDATE locations SET name = \(location.name), address = \(StoredAddress.text(location.address)), time_zone = \(location.timeZone),
        offers_pickup = \(location.offersPickup), pickup_note = \(location.pickupNote)
      WHERE id = \(location.id)
      """)
  }

  /// Whether registers stand there or goods lie there.
  package func isUsed(_ id: ID<Location>) throws -> Bool {
    try tx.row(
      """
      SELECT 1 AS used FROM registers WHERE location_id = \(id) AND removed_at IS NULL
      UNION ALL SELECT 1 FROM stock_levels WHERE location_id = \(id) AND (on_hand <> 0 OR committed <> 0 OR reserved <> 0) LIMIT 1
      """) != nil
  }

  /// Takes the location out of every list; orders keep naming it. Its own tax rates go with it.
  package func remove(_ id: ID<Location>, at now: Instant) throws {
    try tx.execute("DELETE FROM tax_rates WHERE location_id = \(id)")
    try tx.execute("UPDATE locations SET removed_at = \(now) WHERE id = \(id)")
  }
}

extension Location {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), name: try row.text("name"), address: try row.textOrNil("address").map(StoredAddress.address),
      timeZone: try row.textOrNil("time_zone"), offersPickup: try row.flag("offers_pickup"),
      pickupNote: try row.textOrNil("pickup_note"), createdAt: try row.instant("created_at"))
  }
}

extension Transaction {
  package var locations: LocationStore { LocationStore(tx: self) }
}
