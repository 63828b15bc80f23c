import SQLEngine
import Secrets
import Stores

/// A table in two figures: how many rows it has, and a hash of all of them in the order of their keys.
struct TableDigest: Sendable, Equatable {
  let table: String
  let rows: Int64
  /// SHA-256 in hex over ``RowText`` of each row.
  let hash: String

  /// Reads every table of a database back, in one snapshot.
  ///
  /// - Parameter read: hears how many more rows were read.
  static func all(of database: any Database, read: @escaping @Sendable (Int64) -> Void = { _ in }) async throws -> [TableDigest] {
    try await database.read { tx in
      try ShopTables.all(in: tx).map { table in
        let text = RowText(of: table)
        var (hash, count) = (RunningHash(), Int64(0))
        try TablePages(table: table).each(in: tx) { rows in
          for row in rows { hash.add(text.bytes(row)) }
          count += Int64(rows.count)
          read(Int64(rows.count))
        }
        return TableDigest(table: table.name, rows: count, hash: hash.finish())
      }
    }
  }
}

/// A row as octets that only this row has: the same on both engines, whatever the order of the columns.
struct RowText {
  private let order: [Int]

  init(of table: StoredTable) {
    order = table.columns.indices.sorted { table.columns[$0].name < table.columns[$1].name }
  }

  func bytes(_ row: [SQLValue]) -> [UInt8] {
    var bytes: [UInt8] = []
    for column in order {
      switch row[column] {
      case .null: bytes.append(UInt8(ascii: "-"))
      case .integer(let integer): bytes.append(contentsOf: "=\(integer)".utf8)
      case .text(let text):
        bytes.append(contentsOf: ":\(text.utf8.count):".utf8)
        bytes.append(contentsOf: text.utf8)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
