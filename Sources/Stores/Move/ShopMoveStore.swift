package import Domain
package import SQLEngine

/// Keeps the mark of a move, and knows how far the journal is.
package struct ShopMoveStore {
  let tx: Transaction

  /// The mark of this database; nil where no move ever touched it.
  package func find() throws -> ShopMove? {
    let row = try tx.row("SELECT move_id, role, state, other_place, started_at, finished_at FROM shop_moves WHERE id = 1")
    guard let row else { return nil }
    return ShopMove(
      id: try row.text("move_id"), role: try row.choice("role"), state: try row.choice("state"), otherPlace: try row.text("other_place"),
      startedAt: try row.instant("started_at"), finishedAt: try row.instantOrNil("finished_at"))
  }

  package func save(_ move: ShopMove) throws {
    try remove()
    try tx.execute(
      """
      INSERT INTO shop_moves (id, move_id, role, state, other_place, started_at, finished_at)
      VALUES (1, \(move.id), \(move.role.rawValue), \(move.state.rawValue), \(move.otherPlace), \(move.startedAt), \(move.finishedAt))
      """)
  }

  package func remove() throws {
    try tx.execute("DELETE FROM shop_moves")
  }

  /// Takes the mark of a restore away; one of a move stays.
  package func endRestore() throws {
    if try find()?.isRestore == true { try remove() }
  }

  /// How far the journal and the audit log are: both go on with everything that a shop does.
  package func journalEnd() throws -> [Int64] {
    let row = try tx.row(
      """
      SELECT (SELECT COALESCE(MAX(sequence), 0) FROM events) AS events, (SELECT COALESCE(MAX(sequence), 0) FROM audit) AS audit
      """)
    guard let row else { return [] }
    return [try row.integer("events"), try row.integer("audit")]
  }

  /// Says what became of the move of which this database has a mark.
  package func settle(_ id: String, as state: ShopMove.State, at now: Instant) throws {
    try tx.execute("UPDATE shop_moves SET state = \(state.rawValue), finished_at = \(now) WHERE move_id = \(id)")
  }

  /// Whether a shop was set up here, or has people, goods or orders.
  ///
  /// - Parameter tables: those that there are, which are few where the schema was never finished.
  package func isOccupied(among tables: [String]) throws -> Bool {
    for table in ["settings", "staff", "orders", "customers", "products", "events", "search_documents"] where tables.contains(table) {
      if try tx.row("SELECT 1 AS found FROM \(name: table) LIMIT 1") != nil { return true }
    }
    return false
  }
}

extension Transaction {
  package var shopMoves: ShopMoveStore { ShopMoveStore(tx: self) }
}
