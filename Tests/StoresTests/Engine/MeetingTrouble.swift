import Foundation
import SQLEngine
import TestSupport
import Testing

@testable import SQLiteEngine

@Suite("Meeting trouble")
struct MeetingTrouble {
  @Test func `on a full disk writes are refused, reads go on, and writes come back with the room`() async throws {
    var options = SQLiteOptions.forTests
    options.maximumPages = 40
    let test = try await SQLiteFile(options: options)
    let database = test.database
    try await database.addNotes()
    let page = String(repeating: "x", count: 3000)
    var kept = 0
    var refusal: (any Error)?
    while refusal == nil, kept < 100 {
      do {
        try await database.addNote("\(kept) \(page)")
        kept += 1
      } catch {
        refusal = error
      }
    }
    #expect(refusal as? EngineError == .full)
    #expect(kept > 5)
    #expect(try await database.notes().count == kept)
    #expect(database.failure == nil)
    try await database.write { try $0.execute("DELETE FROM notes WHERE rowid <= 3") }
    try await database.addNote("again \(page)")
    #expect(try await database.notes().count == kept - 2)
  }

  @Test func `when SQLite gives the whole transaction up, the neighbours learn it too`() async throws {
    var options = SQLiteOptions.forTests
    options.maximumPages = 20
    let test = try await SQLiteFile(options: options)
    let database = test.database
    try await database.addNotes()
    let held = await HeldWriter(database)
    let small = Task { try await database.addNote("small") }
    while database.waitingWrites < 1 { await Task.yield() }
    let large = Task { try await database.addNote(String(repeating: "large ", count: 100_000)) }
    try await held.release(whenWaiting: 2)
    await #expect(throws: EngineError.full) { try await small.value }
    await #expect(throws: EngineError.full) { try await large.value }
    #expect(try await database.notes().isEmpty)
    try await database.addNote("small")
    #expect(try await database.notes() == ["small"])
  }

  @Test func `a damaged file is noticed, and nothing is acknowledged from then on`() async throws {
    let test = try await SQLiteFile()
    let database = test.database
    try await database.addNotes()
    for number in 0..<200 { try await database.addNote("note \(number) \(String(repeating: "x", count: 500))") }
    #expect(try await database.quickCheck().isEmpty)
    await database.close()
    try Self.overwritePages(of: test.path, from: 6)

    let damaged = try SQLiteDatabase(path: test.path, options: .forTests)
    #expect(try await !damaged.quickCheck().isEmpty)
    let error = await #expect(throws: EngineError.self) {
      try await damaged.write { try $0.execute("UPDATE notes SET text = text || '!'") }
    }
    guard case .unavailable = error else {
      Issue.record("The write failed with \(String(describing: error)).")
      return
    }
    #expect(damaged.failure == error)
    // This one would have met no damage; it is refused because the file as a whole is not trusted any more.
    await #expect(throws: EngineError.self) { try await damaged.write { try $0.execute("CREATE TABLE other (id TEXT) STRICT") } }
    await damaged.close()
  }

  @Test(arguments: [
    (266, 5, true, "disk I/O error (SQLite 266, system 5)"),
    (1034, 5, true, "disk I/O error (SQLite 1034, system 5)"),
    (1034, 28, true, "disk I/O error (SQLite 1034, system 28)"),
    (11, 0, true, "disk I/O error (SQLite 11, system 0)"),
    (1032, 0, true, "disk I/O error (SQLite 1032)"),
    (14, 13, false, "disk I/O error (SQLite 14, system 13)"),
  ])
  func `failures of the disk are told apart by whether the file can still be trusted`(
    code: Int32, system: Int32, isDamage: Bool, detail: String
  ) {
    let accident = SQLiteAccident(code: code, systemError: system, message: "disk I/O error")
    #expect(accident.isDamage == isDamage)
    #expect(accident.error(statement: "") == .unavailable(detail))
  }

  @Test(arguments: [(13, 0), (4874, 0), (778, 28), (14, 28), (778, 122)])
  func `no room is no damage`(code: Int32, system: Int32) {
    let accident = SQLiteAccident(code: code, systemError: system, message: "database or disk is full")
    #expect(!accident.isDamage)
    #expect(accident.error(statement: "") == .full)
  }

  @Test func `a mistake in a statement says which`() async throws {
    let test = try await SQLiteFile()
    await #expect(throws: EngineError.statement("no such table: nowhere (SQLite 1): SELECT id FROM nowhere")) {
      _ = try await test.database.read { try $0.rows("SELECT id FROM nowhere") }
    }
  }

  /// Writes nonsense over the pages of a file, from page `first` (4 KiB each, counted from 1) to its end.
  private static func overwritePages(of path: String, from first: Int) throws {
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    let size = try file.seekToEnd()
    let start = UInt64(first - 1) * 4096
    try file.seek(toOffset: start)
    try file.write(contentsOf: Data(repeating: 0xA5, count: Int(size - start)))
    try file.close()
  }
}
