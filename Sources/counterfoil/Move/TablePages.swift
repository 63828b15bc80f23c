import SQLEngine
import Stores

/// Goes through a table by its primary key, a bounded number of rows in memory at a time.
struct TablePages {
  let table: StoredTable
  /// Starts behind this key; at the first row where it is nil.
  var behind: [SQLValue]?
  /// Only rows that have a value in this column.
  var filled: Int?

  func each(in tx: Transaction, _ take: ([[SQLValue]]) throws -> Void) throws {
    var (last, size) = (behind, PageSize())
    while true {
      let limit = size.rows
      let rows = try tx.tableRows.page(of: table, after: last, limit: limit, filled: filled)
      if !rows.isEmpty { try take(rows) }
      guard rows.count == limit, let end = rows.last else { return }
      last = table.key(of: end)
      size.learn(from: rows)
    }
  }
}
