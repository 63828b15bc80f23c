package import SQLEngine

/// What search finds things by, as it goes from one database to another: the words travel, and the index is made of them anew where they
/// arrive, since each engine has its own kind.
package struct SearchDocuments {
  let tx: Transaction

  /// The part of `search_documents` that means the same on both engines.
  package static let table = StoredTable(
    name: "search_documents", columns: columns, key: [0], references: [])

  private static let columns = [
    StoredTable.Column(name: "number", isText: false), StoredTable.Column(name: "kind", isText: true),
    StoredTable.Column(name: "object_id", isText: true), StoredTable.Column(name: "words", isText: true),
  ]

  private static let whole = StoredTable(
    name: "search_documents", columns: columns + [StoredTable.Column(name: "pending", isText: false)], key: [0], references: [])

  /// Adds documents, with values as ``table`` has them, and puts them into the index.
  package func insert(_ rows: [[SQLValue]]) throws {
    // SQLite's index is filled by whoever writes, PostgreSQL's by itself.
    let pending: Int64 = tx.dialect == .sqlite ? 1 : 0
    try tx.tableRows.insert(rows.map { $0 + [.integer(pending)] }, into: Self.whole)
    guard pending == 1 else { return }
    for kind in SearchKind.allCases where rows.contains(where: { $0[1] == .text(kind.rawValue) }) { try tx.search.settle(kind) }
  }
}

extension Transaction {
  package var searchDocuments: SearchDocuments { SearchDocuments(tx: self) }
}
