package import Domain
import JSON
package import SQLEngine

/// The tills, their grids of tiles, and the order that is open at each.
package struct RegisterStore {
  let tx: Transaction

  package func find(_ id: ID<Register>) throws -> Register? {
    try tx.row("SELECT * FROM registers WHERE id = \(id) AND removed_at IS NULL").map(Register.init(row:))
  }

  /// A till that the principal sees.
  package func find(_ id: ID<Register>, for principal: Principal) throws -> Register? {
    guard let register = try find(id), principal.sees(register.locationID) else { return nil }
    return register
  }

  /// Where a till stands that the principal sees. Asks for nothing that changes with every sale, so that what rests on it holds for long.
  package func location(of id: ID<Register>, for principal: Principal) throws -> ID<Location>? {
    let location: ID<Location>? = try tx.remembered("a till's location", id.text) {
      try tx.row("SELECT location_id FROM registers WHERE id = \(id) AND removed_at IS NULL")?.id("location_id")
    }
    return location.flatMap { principal.sees($0) ? $0 : nil }
  }

  /// - Throws: ``RefusalCode/notFound`` alike for unknown and out of scope.
  package func take(_ id: ID<Register>, for principal: Principal) throws -> Register {
    guard let register = try find(id, for: principal) else { throw Refusal.notFound("register") }
    return register
  }

  /// Whether goods can be sold at a place.
  package func hasLocation(_ id: ID<Location>) throws -> Bool {
    try tx.remembered("a location", id.text) {
      try tx.row("SELECT 1 AS one FROM locations WHERE id = \(id) AND removed_at IS NULL") != nil
    }
  }

  /// The session that is open at a till, if any.
  package func openSession(of id: ID<Register>) throws -> RegisterSession? {
    try tx.row("SELECT * FROM register_sessions WHERE register_id = \(id) AND closed_at IS NULL").map(RegisterSession.init(row:))
  }

  package func list(
    search: String?, location: ID<Location>?, in scope: ID<Location>?, page: PageRequest
  ) throws -> Page<Register> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let named: SQL = search.map { "AND \(NamePrefix.condition("name", $0))" } ?? ""
    let located: SQL = location.map { "AND location_id = \($0)" } ?? ""
    let scoped: SQL = scope.map { "AND location_id = \($0)" } ?? ""
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      """
      SELECT * FROM registers WHERE removed_at IS NULL \(named) \(located) \(scoped) \(after)
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(Register.init), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  package func add(_ register: Register) throws {
    try tx.execute(
      """
      INSERT INTO registers (id, name, location_id, created_at)
      VALUES (\(register.id), \(register.name), \(register.locationID), \(register.createdAt))
      """)
  }

  package func save(_ register: Register) throws {
    try tx.execute("UPDATE registers SET name = \(register.name), location_id = \(register.locationID) WHERE id = \(register.id)")
  }

  /// Notes which draft is open at a till.
  package func open(_ orderID: ID<Order>, at id: ID<Register>) throws {
    try tx.enqueue("UPDATE registers SET current_order_id = \(orderID) WHERE id = \(id)")
  }

  /// Takes an order off every till that has it open.
  package func clear(_ orderID: ID<Order>) throws {
    try tx.execute("UPDATE registers SET current_order_id = NULL WHERE current_order_id = \(orderID)")
  }

  package func remove(_ id: ID<Register>, at now: Instant) throws {
    try tx.execute("UPDATE registers SET removed_at = \(now), current_order_id = NULL WHERE id = \(id)")
  }

  /// The grid of a till as somebody arranged it; none before that, and the till begins with its own.
  package func tiles(of id: ID<Register>) throws -> [Tile] {
    guard let text = try tx.row("SELECT tiles FROM registers WHERE id = \(id)")?.textOrNil("tiles") else { return [] }
    return try StoredList.elements(text).map { json in
      guard let kind = Tile.Kind(rawValue: try StoredList.string(json, "kind")) else { throw StoredList.damaged }
      return Tile(kind: kind, ref: try StoredList.string(json, "ref"))
    }
  }

  package func save(_ tiles: [Tile], of id: ID<Register>) throws {
    let text = StoredList.write { writer in
      writer.array(tiles) { writer, tile in
        writer.object {
          $0.member("kind", tile.kind.rawValue)
          $0.member("ref", tile.ref)
        }
      }
    }
    try tx.execute("UPDATE registers SET tiles = \(text) WHERE id = \(id)")
  }
}

extension Register {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), name: try row.text("name"), locationID: try row.id("location_id"),
      currentOrderID: try row.idOrNil("current_order_id"), createdAt: try row.instant("created_at"))
  }
}

extension Transaction {
  package var registers: RegisterStore { RegisterStore(tx: self) }
}
