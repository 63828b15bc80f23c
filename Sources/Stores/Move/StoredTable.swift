package import SQLEngine

/// A table that holds a shop's data, as the engine's own catalogue describes it.
package struct StoredTable: Sendable, Equatable {
  package struct Column: Sendable, Equatable {
    package let name: String
    /// Texts, or integers of 64 bits: there is nothing else.
    package let isText: Bool
  }

  /// A column that names rows of another table, or of this one.
  package struct Reference: Sendable, Hashable {
    package let column: String
    package let table: String
  }

  package let name: String
  package let columns: [Column]
  /// The positions in `columns` of the primary key, in its order.
  package let key: [Int]
  package let references: Set<Reference>

  /// The columns that name rows of this very table: they can be filled only when all rows are there.
  package var ownReferences: [Int] {
    let own = Set(references.filter { $0.table == name }.map(\.column))
    return columns.indices.filter { own.contains(columns[$0].name) }
  }

  /// The key of a row, whose values stand as `columns` do.
  package func key(of row: [SQLValue]) -> [SQLValue] { key.map { row[$0] } }

  /// A key for people: `ord_…`, or `ord_… 3` where several columns make it.
  package static func words(_ key: [SQLValue]) -> String {
    key.map { value in
      switch value {
      case .null: "null"
      case .integer(let integer): String(integer)
      case .text(let text): text
      }
    }.joined(separator: " ")
  }
}
