import SQLEngine
import Stores

/// Copies every row of a shop from one database into another whose schema is the same and which holds nothing yet, or what an earlier copy
/// of the very same rows left when it was broken off.
///
///     let target = …                                  // empty, migrated
///     let rows = try await ShopCopy(from: source, to: target).run { done, total in … }
///
/// All of it is one snapshot of the source, and rows are streamed: memory stays the same whatever the size of the shop. For `move`, and for
/// whoever makes a file of a database that is being used; the source must be opened so that a read may take long
/// (``EngineTuning/allowsLongReads``). What was copied is looked at by ``ShopComparison``, or by ``TableDigest`` where the source goes on.
struct ShopCopy: Sendable {
  let source: any Database
  let target: any Database

  init(from source: any Database, to target: any Database) {
    self.source = source
    self.target = target
  }

  /// What the reader hands to the writer.
  private enum Piece: Sendable {
    /// How many rows there are in all.
    case total(Int64)
    /// Rows of a table, by its place among all.
    case rows(Int, [[SQLValue]])
    /// Rows of a table that are there already, and which of their columns is to be filled in from them.
    case links(Int, column: Int, [[SQLValue]])
  }

  /// Copies, and goes on behind the last row that the target has of each table.
  ///
  /// - Parameter progress: hears of rows, with those that were there before.
  /// - Returns: how many rows the source has.
  /// - Throws: ``CommandFailure`` where the tables differ, else what an engine says; the target keeps what was copied until then.
  func run(progress: @escaping Progress.Step = { _, _ in }) async throws -> Int64 {
    let tables = try await ShopTables.common(source, target)
    let (ends, present) = try await target.read { tx in
      (try tables.map { try tx.tableRows.lastKey(of: $0) }, try tables.reduce(Int64(0)) { $0 &+ (try tx.tableRows.count(of: $1)) })
    }
    let feed = RowFeed<Piece>(places: 3)
    let source = source
    let reading = Task {
      do {
        try await source.read { tx in try Self.read(tables, behind: ends, in: tx, into: feed) }
        feed.finish(.success(()))
      } catch {
        feed.finish(.failure(error))
      }
    }
    do {
      let total = try await write(feed, tables, present: present, progress: progress)
      await reading.value
      return total
    } catch {
      feed.abandon()
      await reading.value
      throw error
    }
  }

  private static func read(_ tables: [StoredTable], behind ends: [[SQLValue]?], in tx: Transaction, into feed: RowFeed<Piece>) throws {
    try feed.put(.total(tables.reduce(0) { $0 &+ (try tx.tableRows.count(of: $1)) }))
    for (place, table) in tables.enumerated() {
      let own = table.ownReferences
      try TablePages(table: table, behind: ends[place]).each(in: tx) { rows in
        try feed.put(.rows(place, own.isEmpty ? rows : rows.map { without(own, $0) }))
      }
      for column in own {
        try TablePages(table: table, filled: column).each(in: tx) { rows in try feed.put(.links(place, column: column, rows)) }
      }
    }
  }

  /// A row that names none of its own table, of which some are not there yet.
  private static func without(_ columns: [Int], _ row: [SQLValue]) -> [SQLValue] {
    var row = row
    for column in columns { row[column] = .null }
    return row
  }

  private func write(
    _ feed: RowFeed<Piece>, _ tables: [StoredTable], present: Int64, progress: Progress.Step
  ) async throws -> Int64 {
    var (done, total) = (present, Int64(0))
    while let piece = try await feed.next() {
      switch piece {
      case .total(let count): total = count
      case .rows(let place, let rows):
        try await add(rows, to: tables[place])
        done += Int64(rows.count)
      case .links(let place, let column, let rows):
        let table = tables[place]
        try await target.write { tx in
          for row in rows { try tx.tableRows.set(column, of: table, at: table.key(of: row), to: row[column]) }
        }
      }
      progress(min(done, total), total)
    }
    return total
  }

  private func add(_ rows: [[SQLValue]], to table: StoredTable) async throws {
    do {
      try await target.write { tx in
        if table == SearchDocuments.table { try tx.searchDocuments.insert(rows) } else { try tx.tableRows.insert(rows, into: table) }
      }
    } catch let error as EngineError {
      // PostgreSQL keeps every character but this one.
      let unfit = rows.first { row in
        row.contains { value in if case .text(let text) = value { text.utf8.contains(0) } else { false } }
      }
      guard target.dialect == .postgres, let unfit else { throw error }
      throw CommandFailure(
        "\(table.name) \(StoredTable.words(table.key(of: unfit))) holds the character U+0000, which PostgreSQL cannot keep. Take it out of there."
      )
    }
  }
}
