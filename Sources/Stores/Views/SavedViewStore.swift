package import Domain
package import SQLEngine

/// Lists of orders under a name: everybody's own, and those that are shared.
package struct SavedViewStore {
  let tx: Transaction

  /// A view that `owner` may see.
  ///
  /// - Throws: ``RefusalCode/notFound`` alike for unknown ones and those of somebody else.
  package func take(_ id: ID<SavedView>, for owner: String) throws -> SavedView {
    let row = try tx.row("SELECT * FROM saved_views WHERE id = \(id) AND (shared = 1 OR owner = \(owner))")
    guard let row else { throw Refusal.notFound("view") }
    return try SavedView(row: row)
  }

  /// Newest first.
  package func list(for owner: String, search: String?, page: PageRequest) throws -> Page<SavedView> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let named: SQL = search.map { "AND \(NamePrefix.condition("name", $0))" } ?? ""
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      """
      SELECT * FROM saved_views WHERE (shared = 1 OR owner = \(owner)) \(named) \(after)
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(SavedView.init), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  package func count(of owner: String) throws -> Int64 {
    try tx.row("SELECT COUNT(*) AS count FROM saved_views WHERE owner = \(owner)")?.integer("count") ?? 0
  }

  package func add(_ view: SavedView) throws {
    try tx.execute(
      """
      INSERT INTO saved_views (id, name, query, owner, shared, created_at)
      VALUES (\(view.id), \(view.name), \(view.query), \(view.owner), \(view.isShared), \(view.createdAt))
      """)
  }

  package func save(_ view: SavedView) throws {
    try tx.execute(
      "UPDATE saved_views SET name = \(view.name), query = \(view.query), shared = \(view.isShared) WHERE id = \(view.id)")
  }

  package func remove(_ id: ID<SavedView>) throws {
    try tx.execute("DELETE FROM saved_views WHERE id = \(id)")
  }
}

extension SavedView {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), name: try row.text("name"), query: try row.text("query"), owner: try row.text("owner"),
      isShared: try row.flag("shared"), createdAt: try row.instant("created_at"))
  }
}

extension Transaction {
  package var savedViews: SavedViewStore { SavedViewStore(tx: self) }
}
