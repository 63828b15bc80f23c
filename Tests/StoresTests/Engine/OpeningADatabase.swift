import Foundation
import SQLEngine
import SQLiteEngine
import TestSupport
import Testing

@Suite("Opening a database", .timeLimit(.minutes(15)))
struct OpeningADatabase {
  @Test func `the writer flushes every commit to the disk`() async throws {
    let test = try await SQLiteFile(migrated: true)
    let settings = Dictionary(uniqueKeysWithValues: try await test.database.settingsReadBack().map { ($0.name, $0.value) })
    #expect(settings["synchronous"] == "2")
    #expect(settings["journal_mode"] == "wal")
    #expect(settings["foreign_keys"] == "1")
    #expect(settings["cell_size_check"] == "1")
    #expect(settings["busy_timeout"] == "5000")
    #expect(settings["mmap_size"] == "0")
    #expect(settings["journal_size_limit"] == "67108864")
  }

  @Test func `a second opening of the same file is refused until the first is closed`() async throws {
    let test = try await SQLiteFile()
    let path = test.path
    #expect {
      try SQLiteDatabase(path: path)
    } throws: { error in
      guard case SQLiteOpenError.inUse(path, let process) = error else { return false }
      return process == "process \(ProcessInfo.processInfo.processIdentifier)"
    }
    await test.database.close()
    let again = try SQLiteDatabase(path: path)
    await again.close()
  }

  @Test func `a folder that does not exist is named`() async throws {
    #expect {
      try SQLiteDatabase(path: "/nowhere/at/all/shop.db")
    } throws: { error in
      "\(error)" == "/nowhere/at/all/shop.db.lock cannot be opened: No such file or directory."
    }
  }

  @Test func `a file that is no database is left alone`() async throws {
    let folder = try TestFolder()
    let path = folder.path + "/letter.txt"
    let letter = String(repeating: "Dear shop, this is a letter. ", count: 200)
    try letter.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: SQLiteOpenError.unreachable(path: path, reason: "file is not a database")) { try SQLiteDatabase(path: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == letter)
  }

  @Test func `nobody else on the machine may read the files`() async throws {
    let test = try await SQLiteFile()
    try await test.database.addNotes()
    for suffix in ["", "-wal", "-shm", ".lock"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: test.path + suffix)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "shop.db\(suffix)")
    }
  }

  @Test func `closing answers what was accepted and refuses what comes later`() async throws {
    let test = try await SQLiteFile()
    let database = test.database
    try await database.addNotes()
    let held = await HeldWriter(database)
    let accepted = Task { try await database.addNote("accepted") }
    while database.waitingWrites < 1 { await Task.yield() }
    let closing = Task { await database.close() }
    while database.failure == nil { await Task.yield() }
    await #expect(throws: EngineError.unavailable("The database is closed.")) { try await database.addNote("late") }
    try await held.release(whenWaiting: 1)
    try await accepted.value
    await closing.value
    await #expect(throws: EngineError.unavailable("The database is closed.")) { _ = try await database.notes() }
    let again = try SQLiteDatabase(path: test.path)
    #expect(try await again.notes() == ["accepted"])
    await again.close()
  }

  @Test func `what was acknowledged is there when the file is opened without having been closed`() async throws {
    let test = try await SQLiteFile()
    try await test.database.addNotes()
    try await test.database.addNote("kept")
    // What a process that was killed leaves behind: the file and its write-ahead log.
    let folder = try TestFolder()
    for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: test.path + suffix, toPath: folder.path + "/shop.db" + suffix) }
    let copy = try SQLiteDatabase(path: folder.path + "/shop.db")
    #expect(try await copy.notes() == ["kept"])
    await copy.close()
  }
}
