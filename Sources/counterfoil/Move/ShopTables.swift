import SQLEngine
import Stores

/// Which tables make up a shop.
enum ShopTables {
  /// The tables of one database, in an order in which they can be filled.
  static func all(in tx: Transaction) throws -> [StoredTable] {
    try tx.tableCatalog.tables() + [SearchDocuments.table]
  }

  /// The tables that both databases have.
  ///
  /// - Throws: ``CommandFailure`` where one has what the other has not.
  static func common(_ one: any Database, _ other: any Database) async throws -> [StoredTable] {
    let (first, second) = try await (one.read { tx in try all(in: tx) }, other.read { tx in try all(in: tx) })
    let (left, right) = (Set(first.map(description)), Set(second.map(description)))
    guard left == right else {
      let differing = left.symmetricDifference(right).sorted().joined(separator: "\n  ")
      throw CommandFailure("The two databases do not have the same tables:\n  \(differing)")
    }
    return second
  }

  private static func description(_ table: StoredTable) -> String {
    let columns = table.columns.map { "\($0.name) \($0.isText ? "text" : "integer")" }.sorted().joined(separator: ", ")
    return "\(table.name) (\(columns)) by \(table.key.map { table.columns[$0].name }.joined(separator: ", "))"
  }
}
