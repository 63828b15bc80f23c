package import Domain
import SQLEngine

extension CatalogStore {
  /// Which of these variants exist.
  package func known(_ ids: [ID<Variant>]) throws -> Set<ID<Variant>> {
    try known(ids, "SELECT id FROM variants WHERE removed_at IS NULL AND id IN")
  }

  /// Which of these products exist.
  package func known(_ ids: [ID<Product>]) throws -> Set<ID<Product>> {
    try known(ids, "SELECT id FROM products WHERE removed_at IS NULL AND id IN")
  }

  private func known<Of>(_ ids: [ID<Of>], _ statement: SQL) throws -> Set<ID<Of>> {
    var known: Set<ID<Of>> = []
    for start in stride(from: 0, to: ids.count, by: 500) {
      let rows = try tx.rows("\(statement) \(SQL.list(ids[start..<min(start + 500, ids.count)]))")
      known.formUnion(try rows.map { try $0.id("id") })
    }
    return known
  }
}
