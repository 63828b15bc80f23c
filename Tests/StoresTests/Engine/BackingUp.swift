import Foundation
import SQLEngine
import SQLiteEngine
import TestSupport
import Testing

@Suite("Backing up")
struct BackingUp {
  @Test func `a backup taken while the shop sells is whole and holds all that was acknowledged before`() async throws {
    let test = try await SQLiteFile()
    let database = test.database
    try await database.addNotes()
    for number in 0..<50 { try await database.addNote("before \(number)") }
    let folder = try TestFolder()
    let target = folder.path + "/backup.db"
    try await withThrowingTaskGroup { group in
      group.addTask { try await database.backup(to: target) }
      group.addTask { for number in 0..<50 { try await database.addNote("during \(number)") } }
      try await group.waitForAll()
    }
    #expect(!FileManager.default.fileExists(atPath: target + ".partial"))
    // Bytes 18 and 19 of the file say how it is journalled: 1 is a rollback journal, which needs no second file.
    #expect(try Data(contentsOf: URL(fileURLWithPath: target))[18...19] == Data([1, 1]))
    let copy = try SQLiteDatabase(path: target, options: .forTests)
    let notes = try await copy.notes()
    #expect(notes.count { $0.hasPrefix("before") } == 50)
    #expect(try await copy.integrityCheck().isEmpty)
    await copy.close()
    withExtendedLifetime(folder) {}
  }

  @Test func `a backup never replaces a file`() async throws {
    let test = try await SQLiteFile()
    let folder = try TestFolder()
    let target = folder.path + "/backup.db"
    try "older backup".write(toFile: target, atomically: true, encoding: .utf8)
    await #expect(throws: SQLiteOpenError.unreachable(path: target, reason: "it exists already")) {
      try await test.database.backup(to: target)
    }
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "older backup")
  }

  @Test func `a backup to nowhere leaves nothing behind`() async throws {
    let test = try await SQLiteFile()
    await #expect(throws: (any Error).self) { try await test.database.backup(to: "/nowhere/at/all/backup.db") }
  }

  @Test func `a checkpoint empties the log`() async throws {
    let test = try await SQLiteFile()
    try await test.database.addNotes()
    try await test.database.addNote("kept")
    #expect(try await test.database.checkpoint())
    #expect(try logOctets(of: test) == 0)
    #expect(try await test.database.notes() == ["kept"])
  }

  @Test func `the log stays small however much is written`() async throws {
    var options = SQLiteOptions.forTests
    options.checkpointPages = 50
    options.mostLogPages = 60
    options.logSizeLimit = 0
    let test = try await SQLiteFile(options: options)
    try await test.database.addNotes()
    for number in 0..<300 { try await test.database.addNote("\(number) \(String(repeating: "x", count: 3000))") }
    // Sixty pages, and what one commit may add before they are moved.
    #expect(try logOctets(of: test) < 70 * 4200)
  }

  @Test(arguments: [true, false]) func `the log is left alone while somebody waits, until it has grown far`(isBounded: Bool) async throws {
    var options = SQLiteOptions.forTests
    options.checkpointPages = 50
    options.mostLogPages = isBounded ? 200 : 100_000
    options.maximumBatch = 1
    options.logSizeLimit = 0
    let test = try await SQLiteFile(options: options)
    try await test.database.addNotes()
    let writer = await HeldWriter(test.database)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<1000 { group.addTask { try await test.database.addNote("\(number) \(String(repeating: "x", count: 3000))") } }
      try await writer.release(whenWaiting: 1000)
      try await group.waitForAll()
    }
    let pages = try logOctets(of: test) / 4120
    #expect(isBounded ? pages < 300 : pages > 900)
  }

  @Test func `the log is moved when nobody waits`() async throws {
    var options = SQLiteOptions.forTests
    options.checkpointPages = 50
    options.mostLogPages = 100_000
    options.logSizeLimit = 0
    let test = try await SQLiteFile(options: options)
    try await test.database.addNotes()
    for number in 0..<300 { try await test.database.addNote("\(number) \(String(repeating: "x", count: 3000))") }
    // Answered on the writer's thread in its turn: the first may come before the writer has looked for more to write, the second is after it.
    for _ in 0..<2 { _ = try await test.database.settingsReadBack() }
    // A log that was moved begins anew with the next commit, and what is beyond the limit is cut off; fewer than fifty pages are not moved.
    try await test.database.addNote("the next one")
    #expect(try logOctets(of: test) < 60 * 4200)
  }

  private func logOctets(of test: SQLiteFile) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: test.path + "-wal")[.size] as? Int)
  }
}
