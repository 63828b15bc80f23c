package import Domain
package import SQLEngine

/// Who carries parcels.
package struct CourierStore {
  let tx: Transaction

  package func take(_ id: ID<Courier>) throws -> Courier {
    guard let row = try tx.row("SELECT * FROM couriers WHERE id = \(id)") else { throw Refusal.notFound("courier") }
    return try Courier(row: row)
  }

  /// The courier that people call so, whatever the letters' case.
  package func find(name: String) throws -> Courier? {
    try tx.row("SELECT * FROM couriers WHERE name_key = \(name.identityKey)").map(Courier.init)
  }

  /// Whom a package was given last; nil in a shop that has sent none.
  package func lastUsed() throws -> String? {
    try tx.row("SELECT courier FROM shipments WHERE courier IS NOT NULL AND status <> 'canceled' ORDER BY updated_at DESC LIMIT 1")?
      .text("courier")
  }

  package func list(search: String?, page: PageRequest) throws -> Page<Courier> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let named: SQL = search.map { "AND \(NamePrefix.condition("name", $0))" } ?? ""
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      "SELECT * FROM couriers WHERE 1 = 1 \(named) \(after) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)")
    return Page(rows: try rows.map(Courier.init), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// - Throws: `validationFailed` naming `name` where another courier is called so.
  package func add(_ courier: Courier) throws {
    try refusingTakenName {
      try tx.execute(
        """
        INSERT INTO couriers (id, name, name_key, tracking_url, created_at)
        VALUES (\(courier.id), \(courier.name), \(courier.name.identityKey), \(courier.trackingURL), \(courier.createdAt))
        """)
    }
  }

  /// - Throws: as ``add(_:)`` does.
  package func save(_ courier: Courier) throws {
    try refusingTakenName {
      try tx.execute(
        """
        UPDATE couriers SET name = \(courier.name), name_key = \(courier.name.identityKey), tracking_url = \(courier.trackingURL)
        WHERE id = \(courier.id)
        """)
    }
  }

  package func remove(_ id: ID<Courier>) throws {
    try tx.execute("DELETE FROM couriers WHERE id = \(id)")
  }

  private func refusingTakenName(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as EngineError where error.isDuplicate(of: "couriers.name_key") {
      throw Refusal.invalid("name", "taken", "Another courier has this name already.")
    }
  }
}

extension Courier {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), name: try row.text("name"), trackingURL: try row.textOrNil("tracking_url"),
      createdAt: try row.instant("created_at"))
  }
}

extension Transaction {
  package var couriers: CourierStore { CourierStore(tx: self) }
}
