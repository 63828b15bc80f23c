package import SQLEngine

/// Reads and writes whole rows of tables without knowing what they mean: for whoever copies and compares shops.
package struct TableRows {
  let tx: Transaction

  /// The next rows by primary key, behind `key`; from the first one where it is nil.
  ///
  /// - Parameter filled: only rows that have a value in this column, a position in the table's columns.
  package func page(of table: StoredTable, after key: [SQLValue]?, limit: Int, filled: Int? = nil) throws -> [[SQLValue]] {
    let order = Self.names(table.key.map { table.columns[$0] })
    var conditions: [SQL] = []
    if let key { conditions.append("(\(order)) > (\(Self.values(key)))") }
    if let filled { conditions.append("\(name: table.columns[filled].name) IS NOT NULL") }
    let filter: SQL = conditions.isEmpty ? .empty : "WHERE \(conditions.joined(separator: " AND "))"
    return try tx.rows(
      "SELECT \(Self.names(table.columns)) FROM \(name: table.name) \(filter) ORDER BY \(order) LIMIT \(limit)"
    ).map(\.values)
  }

  /// The greatest primary key there is; nil for a table without rows.
  package func lastKey(of table: StoredTable) throws -> [SQLValue]? {
    let key = table.key.map { table.columns[$0] }
    let downwards = key.map { column -> SQL in "\(name: column.name) DESC" }.joined(separator: ", ")
    return try tx.row("SELECT \(Self.names(key)) FROM \(name: table.name) ORDER BY \(downwards) LIMIT 1")?.values
  }

  package func count(of table: StoredTable) throws -> Int64 {
    try tx.row("SELECT COUNT(*) AS count FROM \(name: table.name)")?.integer("count") ?? 0
  }

  /// Adds rows whose values stand as the table's columns do.
  package func insert(_ rows: [[SQLValue]], into table: StoredTable) throws {
    guard !rows.isEmpty else { return }
    let start: SQL = "INSERT INTO \(name: table.name) (\(Self.names(table.columns)))"
    switch tx.dialect {
    case .sqlite:
      let atOnce = max(1, Self.placesAtOnce / max(1, table.columns.count))
      for first in stride(from: 0, to: rows.count, by: atOnce) {
        let part = rows[first..<min(first + atOnce, rows.count)]
        try tx.enqueue("\(start) VALUES \(part.map { row -> SQL in "(\(Self.values(row)))" }.joined(separator: ", "))")
      }
    case .postgres:
      // An array for each column: one statement, whatever the number of rows.
      let arrays = table.columns.indices.map { column -> SQL in
        let array = PostgresArray.text(rows.lazy.map { $0[column] })
        return table.columns[column].isText ? "CAST(\(array) AS text[])" : "CAST(\(array) AS bigint[])"
      }
      try tx.enqueue("\(start) SELECT * FROM unnest(\(arrays.joined(separator: ", ")))")
    }
  }

  /// Sets one column of the row with `key`.
  package func set(_ column: Int, of table: StoredTable, at key: [SQLValue], to value: SQLValue) throws {
    let order = Self.names(table.key.map { table.columns[$0] })
    try tx.enqueue(
      "UPDATE \(name: table.name) SET \(name: table.columns[column].name) = \(value) WHERE (\(order)) = (\(Self.values(key)))")
  }

  /// Takes all rows away, those of tables that refer to others first.
  package func clear(_ tables: [StoredTable]) throws {
    for table in tables.reversed() { try tx.execute("DELETE FROM \(name: table.name)") }
  }

  /// SQLite takes 32,766 values in one statement; a few thousand are as quick.
  private static let placesAtOnce = 4000

  private static func names(_ columns: [StoredTable.Column]) -> SQL {
    columns.map { column -> SQL in "\(name: column.name)" }.joined(separator: ", ")
  }

  private static func values(_ values: [SQLValue]) -> SQL {
    values.map { value -> SQL in "\(value)" }.joined(separator: ", ")
  }
}

extension Transaction {
  package var tableRows: TableRows { TableRows(tx: self) }
}
