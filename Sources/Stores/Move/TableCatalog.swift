package import SQLEngine

/// Which tables there are, by the engine's own catalogue: what the next migration adds is moved and compared like the rest.
package struct TableCatalog {
  let tx: Transaction

  /// All tables of a shop that are copied row by row, each after those that it refers to.
  ///
  /// Left out are the history of the schema, the mark of a move, which each database has of its own, and what full-text search keeps,
  /// which is made anew from its documents (``SearchDocuments``).
  ///
  /// - Throws: ``EngineError/statement(_:)`` for a table without a primary key and for tables that refer to each other in a circle.
  package func tables() throws -> [StoredTable] {
    var left = try everyTable().filter { !Self.isOwn($0.name) }
    if let nameless = left.first(where: \.key.isEmpty) { throw EngineError.statement("The table \(nameless.name) has no primary key.") }
    left.sort { $0.name < $1.name }
    var sorted: [StoredTable] = []
    while !left.isEmpty {
      let missing = Set(left.map(\.name))
      let next = left.filter { table in table.references.allSatisfy { $0.table == table.name || !missing.contains($0.table) } }
      guard !next.isEmpty else {
        throw EngineError.statement("These tables refer to each other in a circle: \(missing.sorted().joined(separator: ", ")).")
      }
      sorted += next
      left.removeAll { table in next.contains { $0.name == table.name } }
    }
    return sorted
  }

  /// The name of every table in the database, a shop's or not.
  package func names() throws -> [String] {
    try everyTable().map(\.name)
  }

  private static func isOwn(_ name: String) -> Bool {
    name == "schema_migrations" || name == "shop_moves" || name.hasPrefix("search_")
  }

  private func everyTable() throws -> [StoredTable] {
    var references: [String: Set<StoredTable.Reference>] = [:]
    for row in try tx.rows(tx.dialect == .sqlite ? Self.sqliteReferences : Self.postgresReferences) {
      let reference = StoredTable.Reference(column: try row.text("column_name"), table: try row.text("parent"))
      references[try row.text("table_name"), default: []].insert(reference)
    }
    var tables: [(name: String, columns: [(column: StoredTable.Column, place: Int64)])] = []
    for row in try tx.rows(tx.dialect == .sqlite ? Self.sqliteColumns : Self.postgresColumns) {
      let name = try row.text("table_name")
      if tables.last?.name != name { tables.append((name, [])) }
      let column = StoredTable.Column(name: try row.text("column_name"), isText: try row.text("kind").lowercased() == "text")
      tables[tables.count - 1].columns.append((column, try row.integer("place")))
    }
    return tables.map { table in
      let key = table.columns.indices.filter { table.columns[$0].place > 0 }.sorted { table.columns[$0].place < table.columns[$1].place }
      return StoredTable(name: table.name, columns: table.columns.map(\.column), key: key, references: references[table.name] ?? [])
    }
  }

  /// What full-text search keeps in tables of its own kind is no table here.
  private static let sqliteColumns: SQL = """
    SELECT stored.name AS table_name, field.name AS column_name, field.type AS kind, field.pk AS place
    FROM pragma_table_list AS stored JOIN pragma_table_info(stored.name) AS field
    WHERE stored.schema = 'main' AND stored.type = 'table' AND stored.name NOT LIKE 'sqlite~_%' ESCAPE '~'
    ORDER BY stored.name, field.cid
    """

  private static let sqliteReferences: SQL = """
    SELECT stored.name AS table_name, reference."from" AS column_name, reference."table" AS parent
    FROM pragma_table_list AS stored JOIN pragma_foreign_key_list(stored.name) AS reference
    WHERE stored.schema = 'main' AND stored.type = 'table'
    """

  private static let postgresColumns: SQL = """
    SELECT stored.relname AS table_name, field.attname AS column_name, format_type(field.atttypid, NULL) AS kind,
      COALESCE(array_position(CAST(main_key.indkey AS int2[]), field.attnum) + 1, 0) AS place
    FROM pg_class AS stored
      JOIN pg_namespace AS space ON space.oid = stored.relnamespace
      JOIN pg_attribute AS field ON field.attrelid = stored.oid AND field.attnum > 0 AND NOT field.attisdropped
      LEFT JOIN pg_index AS main_key ON main_key.indrelid = stored.oid AND main_key.indisprimary
    WHERE space.nspname = current_schema() AND stored.relkind IN ('r', 'p')
    ORDER BY stored.relname, field.attnum
    """

  private static let postgresReferences: SQL = """
    SELECT stored.relname AS table_name, field.attname AS column_name, parent.relname AS parent
    FROM pg_constraint AS reference
      JOIN pg_class AS stored ON stored.oid = reference.conrelid
      JOIN pg_namespace AS space ON space.oid = stored.relnamespace
      JOIN pg_class AS parent ON parent.oid = reference.confrelid
      JOIN pg_attribute AS field ON field.attrelid = reference.conrelid AND field.attnum = ANY (reference.conkey)
    WHERE reference.contype = 'f' AND space.nspname = current_schema()
    """
}

extension Transaction {
  package var tableCatalog: TableCatalog { TableCatalog(tx: self) }
}
