import Foundation
import SQLEngine
import SQLiteEngine
import TestSupport
import Testing

@Suite("Following a database")
struct FollowingADatabase {
  /// A database with a note, and a folder in which a copy follows it.
  private static func followed() async throws -> (file: SQLiteFile, elsewhere: TestFolder) {
    let (file, elsewhere) = (try await SQLiteFile(), try TestFolder())
    try await file.database.addNotes()
    try await file.database.attachReplica(in: elsewhere.path)
    try await file.database.beginReplica(at: 20_261_122_094_500_123, with: [])
    try await file.database.addNote("first")
    try await file.database.shipReplica()
    return (file, elsewhere)
  }

  /// The notes of what a restore of the folder makes.
  private static func restored(_ elsewhere: TestFolder) async throws -> [String] {
    let (line, folder) = (try #require(ReplicaLine.newest(at: elsewhere.path)), try TestFolder())
    try await SQLiteDatabase.restore(line, to: folder.path + "/shop.db")
    let database = try SQLiteDatabase(path: folder.path + "/shop.db", options: .forTests)
    let notes = try await database.notes()
    await database.close()
    withExtendedLifetime(folder) {}
    return notes
  }

  @Test func `a copy that was named by a clock ahead is not taken for the newest one`() async throws {
    let (file, elsewhere) = (try await SQLiteFile(), try TestFolder())
    try await file.database.addNotes()
    try await file.database.attachReplica(in: elsewhere.path)
    for (moment, note) in [(29_991_231_235_959_999, "ahead"), (20_261_122_094_500_123, "right"), (20_261_122_094_500_124, "later")] {
      try await file.database.beginReplica(at: Int64(moment), with: [])
      try await file.database.addNote(note)
      try await file.database.shipReplica()
      #expect(try await Self.restored(elsewhere).contains(note))
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: elsewhere.path).sorted()
    #expect(names == ["line-29991231235960000", "line-29991231235960001"])
    await file.database.close()
  }

  @Test(arguments: ["the whole copy", "its log"])
  func `a copy of which something vanished begins anew`(what: String) async throws {
    let (file, elsewhere) = try await Self.followed()
    let line = try #require(ReplicaLine.newest(at: elsewhere.path))
    let log = try #require(try FileManager.default.contentsOfDirectory(atPath: line.folder).filter { $0.hasPrefix("log-") }.max())
    try FileManager.default.removeItem(atPath: what == "its log" ? "\(line.folder)/\(log)" : line.folder)
    // Also where nothing is sold meanwhile.
    await #expect(throws: EngineError.self) { try await file.database.shipReplica() }
    #expect(file.database.replicaState?.isFollowed == false)
    try await file.database.addNote("second")
    await #expect(throws: EngineError.self) { try await file.database.shipReplica() }
    #expect(!FileManager.default.fileExists(atPath: "\(line.folder)/\(log)"))
    try await file.database.beginReplica(at: 20_261_122_094_500_124, with: [])
    try await file.database.addNote("third")
    try await file.database.shipReplica()
    #expect(file.database.replicaState?.isFollowed == true)
    #expect(try await Self.restored(elsewhere) == ["first", "second", "third"])
    await file.database.close()
  }
}
