import SQLEngine
import TestSupport
import Testing

@testable import Stores

@Suite struct `Copying rows` {
  private static let schema = """
    CREATE TABLE things (place BIGINT NOT NULL, name TEXT NOT NULL, note TEXT, amount BIGINT, part_of TEXT, PRIMARY KEY (place, name));
    """

  /// Whatever a text or a number may be.
  private static let rows: [[SQLValue]] = [
    [.integer(-1), .text("a"), .null, .null, .null],
    [.integer(1), .text(""), .text(""), .integer(.max), .null],
    [.integer(1), .text("\"quoted\\"), .text("NULL"), .integer(.min), .null],
    [.integer(1), .text("{a,b}"), .text("line\nline\r\t'"), .integer(0), .text("a")],
    [.integer(1), .text("Ł"), .text("\u{1F600}\u{301} e\u{301} é"), .integer(7), .null],
    [.integer(2), .text("Z"), .text(String(repeating: "x,", count: 40_000)), .integer(1), .null],
  ]

  private func things(on engine: Engine) async throws -> (TestDatabase, StoredTable) {
    let shop = try await TestDatabase(on: engine, migrated: false)
    try await shop.database.build(Self.schema)
    let tables = try await shop.read { tx in try tx.tableCatalog.tables() }
    return (shop, try #require(tables.first))
  }

  @Test(arguments: Engine.underTest)
  func `what was written is read back in the order of its keys, page by page`(on engine: Engine) async throws {
    let (shop, table) = try await things(on: engine)
    try await shop.write { tx in try tx.tableRows.insert(Self.rows.shuffled(), into: table) }
    let pages = try await shop.read { tx in
      var (rows, last): ([[SQLValue]], [SQLValue]?) = ([], nil)
      while let end = try tx.tableRows.page(of: table, after: last, limit: 2).last {
        rows += try tx.tableRows.page(of: table, after: last, limit: 2)
        last = table.key(of: end)
      }
      return rows
    }
    #expect(pages == Self.rows)
    let (count, end, filled) = try await shop.read { tx in
      (
        try tx.tableRows.count(of: table), try tx.tableRows.lastKey(of: table),
        try tx.tableRows.page(of: table, after: nil, limit: 9, filled: 4)
      )
    }
    #expect(count == 6)
    #expect(end == [.integer(2), .text("Z")])
    #expect(filled == [Self.rows[3]])
  }

  @Test(arguments: Engine.underTest)
  func `more rows than fit in one statement are written, and one of their columns set`(on engine: Engine) async throws {
    let (shop, table) = try await things(on: engine)
    let many = (0..<3000).map { number -> [SQLValue] in [.integer(number), .text("n"), .null, .integer(number), .null] }
    try await shop.write { tx in
      try tx.tableRows.insert(many, into: table)
      try tx.tableRows.set(4, of: table, at: [.integer(2999), .text("n")], to: .text("whole"))
    }
    let last = try await shop.read { tx in try tx.tableRows.page(of: table, after: [.integer(2998), .text("n")], limit: 9) }
    #expect(last == [[.integer(2999), .text("n"), .null, .integer(2999), .text("whole")]])
    try await shop.write { tx in try tx.tableRows.clear([table]) }
    #expect(try await shop.read { tx in try tx.tableRows.lastKey(of: table) } == nil)
  }
}
