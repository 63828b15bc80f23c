import Dispatch
import SQLEngine
import TestSupport
import Testing

@Suite("Reading beside the writer", .timeLimit(.minutes(15)))
struct ReadingBesideTheWriter {
  @Test(arguments: Engine.underTest)
  func `a reader sees one moment, however long it looks`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let database = test.database
    try await database.addNotes()
    try await database.addNote("before")
    let (looked, look) = AsyncStream.makeStream(of: Void.self)
    let written = DispatchSemaphore(value: 0)
    let reading = Task {
      try await database.read { transaction in
        let first = try transaction.rows("SELECT text FROM notes").count
        look.finish()
        written.wait()
        return [first, try transaction.rows("SELECT text FROM notes").count]
      }
    }
    for await _ in looked {}
    try await database.addNote("meanwhile")
    written.signal()
    #expect(try await reading.value == [1, 1])
    #expect(try await database.notes().count == 2)
  }

  @Test(arguments: Engine.underTest)
  func `what was acknowledged is seen by the next reader`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let database = test.database
    try await database.addNotes()
    try await withThrowingTaskGroup { group in
      for writer in 0..<16 {
        group.addTask {
          for turn in 0..<20 {
            let text = "\(writer)/\(turn)"
            try await database.addNote(text)
            let seen = try await database.read { try $0.row("SELECT text FROM notes WHERE text = \(text)") != nil }
            #expect(seen, "\(text) was acknowledged and is not there")
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test(arguments: Engine.underTest)
  func `a reader cannot write`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    try await test.database.addNotes()
    await #expect(throws: EngineError.self) { try await test.read { try $0.execute("INSERT INTO notes (text) VALUES ('x')") } }
    #expect(try await test.database.notes().isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `a read without end is broken off, and the reader works on`(on engine: Engine) async throws {
    var limits = EngineLimits()
    limits.readers = 1
    limits.maximumReadMilliseconds = 20
    let test = try await TestDatabase(on: engine, migrated: false, limits: limits)
    let error = await #expect(throws: EngineError.self) {
      _ = try await test.read { transaction in
        try transaction.rows("WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) AS n FROM n")
      }
    }
    guard case .unavailable? = error else {
      Issue.record("It was broken off with \(String(describing: error)).")
      return
    }
    #expect(try await test.read { try $0.row("SELECT 1 AS n")?.integer("n") } == 1)
  }

  @Test(arguments: Engine.underTest)
  func `more readers than connections wait for their turn, and one too many is refused`(on engine: Engine) async throws {
    var limits = EngineLimits()
    limits.readers = 1
    limits.maximumWaitingReads = 3
    let test = try await TestDatabase(on: engine, migrated: false, limits: limits)
    let database = test.database
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let gate = DispatchSemaphore(value: 0)
    let holding = Task {
      try await database.read { _ in
        begin.finish()
        gate.wait()
      }
    }
    for await _ in begun {}
    let waiting = (0..<3).map { number in Task { try await database.read { try $0.row("SELECT \(number) AS n")?.integer("n") } } }
    while database.waitingReads < 3 { await Task.yield() }
    let (answered, answer) = AsyncStream.makeStream(of: Void.self)
    let refused = Task {
      defer { answer.finish() }
      try await database.read { _ in }
    }
    Task {
      // Should it be accepted by mistake, it waits with the others.
      while database.waitingReads == 3, !refused.isCancelled { await Task.yield() }
      answer.finish()
    }
    for await _ in answered {}
    refused.cancel()
    gate.signal()
    try await holding.value
    await #expect(throws: EngineError.overloaded) { try await refused.value }
    for (number, task) in waiting.enumerated() { #expect(try await task.value == Int64(number)) }
  }
}
