import Dispatch
import SQLEngine
import SQLiteEngine
import TestSupport
import Testing

@Suite("Committing in groups", .timeLimit(.minutes(15)))
struct CommittingInGroups {
  @Test(arguments: Engine.underTest)
  func `requests that wait together go into one commit`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let database = test.database
    try await database.addNotes()
    let before = database.writeFigures
    let held = await HeldWriter(database)
    try await withThrowingTaskGroup { group in
      for number in 0..<10 { group.addTask { try await database.addNote("note \(number)") } }
      try await held.release(whenWaiting: 10)
      try await group.waitForAll()
    }
    let figures = database.writeFigures
    #expect(figures.batches - before.batches == 2)
    #expect(figures.largestBatch == 10)
    #expect(try await database.notes().count == 10)
  }

  @Test(arguments: Engine.underTest)
  func `a batch is never larger than the options allow`(on engine: Engine) async throws {
    var limits = EngineLimits()
    limits.maximumBatch = 4
    let test = try await TestDatabase(on: engine, migrated: false, limits: limits)
    let database = test.database
    try await database.addNotes()
    let held = await HeldWriter(database)
    try await withThrowingTaskGroup { group in
      for number in 0..<10 { group.addTask { try await database.addNote("note \(number)") } }
      try await held.release(whenWaiting: 10)
      try await group.waitForAll()
    }
    #expect(database.writeFigures.largestBatch == 4)
    #expect(try await database.notes().count == 10)
  }

  @Test(arguments: Engine.underTest)
  func `a request that throws takes back its own work only`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let database = test.database
    try await database.addNotes()
    let held = await HeldWriter(database)
    async let first: Void = database.addNote("first")
    async let refused: Void = database.write { transaction in
      try transaction.execute("INSERT INTO notes (text) VALUES ('refused')")
      throw Objection(reason: "not today")
    }
    async let last: Void = database.addNote("last")
    try await held.release(whenWaiting: 3)
    try await first
    try await last
    do {
      try await refused
      Issue.record("The refused request was answered with success.")
    } catch {
      #expect(error as? Objection == Objection(reason: "not today"))
    }
    #expect(try await database.notes() == ["first", "last"])
  }

  @Test(arguments: Engine.underTest)
  func `when the commit fails, nobody in the batch is told otherwise`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let database = test.database
    // A foreign key that is checked at the end lets the commit itself fail.
    try await database.addNotes(beside: "CREATE TABLE replies (note TEXT REFERENCES notes (text) DEFERRABLE INITIALLY DEFERRED);")
    let held = await HeldWriter(database)
    let good = Task { try await database.addNote("good") }
    while database.waitingWrites < 1 { await Task.yield() }
    let dangling = Task { try await database.write { try $0.execute("INSERT INTO replies (note) VALUES ('nowhere')") } }
    while database.waitingWrites < 2 { await Task.yield() }
    // Its reason is a note that was never kept.
    let refused = Task {
      try await database.write { transaction in
        if try transaction.row("SELECT text FROM notes WHERE text = 'good'") != nil { throw Objection(reason: "good is taken") }
      }
    }
    try await held.release(whenWaiting: 3)
    for outcome in [await good.result, await dangling.result, await refused.result] {
      guard case .failure(let error) = outcome else {
        Issue.record("A request was acknowledged although its commit failed.")
        continue
      }
      guard case .constraint(.foreignKey, _)? = error as? EngineError else {
        Issue.record("The commit failed with \(error).")
        continue
      }
    }
    #expect(try await database.notes().isEmpty)
    try await database.addNote("afterwards")
    #expect(try await database.notes() == ["afterwards"])
  }

  @Test func `a transaction that ended by itself fails the whole batch and keeps nothing`() async throws {
    let test = try await SQLiteFile()
    let database = test.database
    try await database.addNotes()
    let held = await HeldWriter(database)
    let neighbour = Task { try await database.addNote("neighbour") }
    while database.waitingWrites < 1 { await Task.yield() }
    let broken = Task {
      try await database.write { transaction in
        // What SQLite does by itself after some failures of the disk.
        try transaction.execute("ROLLBACK")
        try? transaction.execute("INSERT INTO notes (text) VALUES ('alone')")
      }
    }
    try await held.release(whenWaiting: 2)
    for outcome in [await neighbour.result, await broken.result] {
      #expect(throws: EngineError.self) { try outcome.get() }
    }
    #expect(try await database.notes().isEmpty)
  }

  /// PostgreSQL refuses whatever comes after a violation, so what stores do must not rest on this.
  @Test func `a request may live with a violation and go on`() async throws {
    let test = try await SQLiteFile()
    try await test.database.addNotes()
    try await test.database.addNote("taken")
    try await test.database.write { transaction in
      do {
        try transaction.execute("INSERT INTO notes (text) VALUES ('taken')")
      } catch EngineError.constraint {
        try transaction.execute("INSERT INTO notes (text) VALUES ('another')")
      }
    }
    #expect(try await test.database.notes() == ["another", "taken"])
  }

  @Test(arguments: Engine.underTest)
  func `sixty-four writers lose nothing and number without a gap`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let database = test.database
    try await database.addNotes(beside: "CREATE TABLE counter (value BIGINT NOT NULL);\nINSERT INTO counter (value) VALUES (0);")
    let numbers = try await withThrowingTaskGroup { group in
      for writer in 0..<64 {
        group.addTask {
          var mine: [Int64] = []
          for turn in 0..<25 {
            let number = try await database.write { transaction -> Int64 in
              let row = try transaction.row("UPDATE counter SET value = value + 1 RETURNING value")
              try transaction.execute("INSERT INTO notes (text) VALUES (\("\(writer)/\(turn)"))")
              return try row?.integer("value") ?? 0
            }
            mine.append(number)
          }
          return mine
        }
      }
      return try await group.reduce(into: [Int64]()) { $0 += $1 }
    }
    #expect(numbers.sorted() == Array(1...1600))
    #expect(try await database.notes().count == 1600)
  }

  @Test(arguments: Engine.underTest)
  func `a statement whose result nobody reads fails its request as any other does`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let database = test.database
    try await database.addNotes()
    try await database.addNote("taken")
    for isLast in [true, false] {
      let held = await HeldWriter(database)
      let refused = Task {
        try await database.write { transaction in
          for text in ["first", "taken", "third"] { try transaction.enqueue("INSERT INTO notes (text) VALUES (\(text))") }
          if !isLast { _ = try transaction.rows("SELECT text FROM notes") }
        }
      }
      while database.waitingWrites < 1 { await Task.yield() }
      async let neighbour: Void = database.addNote("neighbour \(isLast)")
      try await held.release(whenWaiting: 2)
      await #expect(throws: EngineError.constraint(kind: .unique, detail: "notes.text")) { try await refused.value }
      try await neighbour
    }
    #expect(try await database.notes() == ["neighbour false", "neighbour true", "taken"])
    try await database.write { try $0.enqueue("INSERT INTO notes (text) VALUES ('kept')") }
    #expect(try await database.notes().contains("kept"))
  }

  @Test(arguments: Engine.underTest)
  func `one write more than may wait is refused at once`(on engine: Engine) async throws {
    var limits = EngineLimits()
    limits.maximumWaitingWrites = 2
    let test = try await TestDatabase(on: engine, migrated: false, limits: limits)
    let database = test.database
    try await database.addNotes()
    let held = await HeldWriter(database)
    let accepted = [Task { try await database.addNote("a") }, Task { try await database.addNote("b") }]
    while database.waitingWrites < 2 { await Task.yield() }
    let refused = Task { try await database.addNote("c") }
    while database.writeFigures.refused == 0, database.waitingWrites < 3 { await Task.yield() }
    try await held.release(whenWaiting: 2)
    for task in accepted { try await task.value }
    await #expect(throws: EngineError.overloaded) { try await refused.value }
    #expect(try await database.notes() == ["a", "b"])
    #expect(database.writeFigures.refused == 1)
  }

  @Test(arguments: Engine.underTest)
  func `a write is told to those who listen`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    try await test.database.addNotes()
    var ticks = test.database.commits().makeAsyncIterator()
    try await test.database.addNote("heard")
    #expect(await ticks.next() != nil)
    await test.database.close()
    // Commits from before may still be told, on PostgreSQL by way of the server; then it ends.
    while await ticks.next() != nil {}
  }
}
