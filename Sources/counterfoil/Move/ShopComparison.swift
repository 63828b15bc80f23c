import SQLEngine
import Stores
import Synchronization

/// Looks whether two databases hold the same shop, row by row, each read back for itself.
struct ShopComparison: Sendable {
  let source: any Database
  let target: any Database

  /// Rows that differ are named up to this many in each table.
  private static let most = 10

  /// Reads both and compares counts and hashes of every table.
  ///
  /// - Parameter progress: hears of rows of both sides together, as long as `total` says what there is on one.
  /// - Returns: what differs, in words, with table and key; empty where nothing does.
  func findings(total: Int64, progress: @escaping Progress.Step) async throws -> [String] {
    let seen = Mutex(Int64(0))
    let read: @Sendable (Int64) -> Void = { rows in
      let now = seen.withLock { seen in
        seen += rows
        return seen
      }
      progress(min(now / 2, total), total)
    }
    async let left = TableDigest.all(of: source, read: read)
    async let right = TableDigest.all(of: target, read: read)
    let (ours, theirs) = try await (left, right)
    let known = Dictionary(ours.map { ($0.table, $0) }, uniquingKeysWith: { first, _ in first })
    let tables = try await ShopTables.common(source, target)
    var findings: [String] = []
    for digest in theirs where known[digest.table] != digest {
      let rows = (known[digest.table]?.rows ?? 0, digest.rows)
      let table = tables.first { $0.name == digest.table }
      let words = if let table { try await differences(in: table, rows: rows) } else { [String]() }
      findings += words.isEmpty ? ["\(digest.table) has other hashes on both sides, though no row could be named."] : words
    }
    return findings
  }

  /// Which rows of a table differ.
  private func differences(in table: StoredTable, rows: (source: Int64, target: Int64)) async throws -> [String] {
    var words = rows.source == rows.target ? [] : ["\(table.name) has \(rows.target) rows where the source has \(rows.source)."]
    let text = RowText(of: table)
    var (left, right) = (Side(source, table), Side(target, table))
    while words.count < Self.most {
      let (ours, theirs) = (try await left.first(), try await right.first())
      guard ours != nil || theirs != nil else { break }
      switch (ours, theirs) {
      case (let ours?, let theirs?) where table.key(of: ours) == table.key(of: theirs):
        if text.bytes(ours) != text.bytes(theirs) { words.append("\(name(ours, in: table)) is not the same.") }
        left.pass()
        right.pass()
      case (let ours?, let theirs) where theirs.map({ Self.precedes(table.key(of: ours), table.key(of: $0)) }) ?? true:
        words.append("\(name(ours, in: table)) is missing.")
        left.pass()
      case (_, let theirs?):
        words.append("\(name(theirs, in: table)) is not in the source.")
        right.pass()
      default: break
      }
    }
    return words
  }

  private func name(_ row: [SQLValue], in table: StoredTable) -> String { "\(table.name) \(StoredTable.words(table.key(of: row)))" }

  /// The order of keys on both engines: numbers by size, texts by their octets.
  private static func precedes(_ left: [SQLValue], _ right: [SQLValue]) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      switch (one, other) {
      case (.integer(let one), .integer(let other)): return one < other
      case (.text(let one), .text(let other)): return one.utf8.lexicographicallyPrecedes(other.utf8)
      default: return one == .null
      }
    }
    return false
  }

  /// One side's rows, a page at a time.
  private struct Side {
    let database: any Database
    let table: StoredTable
    private var page: ArraySlice<[SQLValue]> = []
    private var last: [SQLValue]?
    private var isOver = false

    init(_ database: any Database, _ table: StoredTable) {
      (self.database, self.table) = (database, table)
    }

    mutating func first() async throws -> [SQLValue]? {
      if page.isEmpty, !isOver {
        let (table, last) = (table, last)
        page = ArraySlice(try await database.read { tx in try tx.tableRows.page(of: table, after: last, limit: 100) })
        isOver = page.isEmpty
        if let end = page.last { self.last = table.key(of: end) }
      }
      return page.first
    }

    mutating func pass() {
      page = page.dropFirst()
    }
  }
}
