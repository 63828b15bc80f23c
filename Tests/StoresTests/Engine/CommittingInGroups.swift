import Dispatch
import SQLEngine
import SQLiteEngine
import Testing

@Suite("Committing in groups", .timeLimit(.minutes(5)))
struct CommittingInGroups {
  @Test func `requests that wait together go into one commit`() async throws {
    let test = try await TestDatabase(migrated: false)
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

  @Test func `a batch is never larger than the options allow`() async throws {
    var options = SQLiteOptions.forTests
    options.maximumBatch = 4
    let test = try await TestDatabase(migrated: false, options: options)
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

  @Test func `a request that throws takes back its own work only`() async throws {
    let test = try await TestDatabase(migrated: false)
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

  @Test func `when the commit fails, nobody in the batch is told otherwise`() async throws {
    let test = try await TestDatabase(migrated: false)
    let database = test.database
    try await database.addNotes()
    // A foreign key that is checked at the end lets the commit itself fail.
    try await database.write { transaction in
      try transaction.execute("CREATE TABLE replies (note INTEGER REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED) STRICT")
    }
    let held = await HeldWriter(database)
    let good = Task { try await database.addNote("good") }
    while database.waitingWrites < 1 { await Task.yield() }
    let dangling = Task { try await database.write { try $0.execute("INSERT INTO replies (note) VALUES (99)") } }
    while database.waitingWrites < 2 { await Task.yield() }
    // Its reason is a note that was never kept.
    let refused = Task {
      try await database.write { transaction in
        if try transaction.row("SELECT id FROM notes WHERE text = 'good'") != nil { throw Objection(reason: "good is taken") }
      }
    }
    try await held.release(whenWaiting: 3)
    for outcome in [await good.result, await dangling.result, await refused.result] {
      guard case .failure(let error) = outcome else {
        Issue.record("A request was acknowledged although its commit failed.")
        continue
      }
      #expect(error as? EngineError == .constraint(kind: .foreignKey, detail: ""))
    }
    #expect(try await database.notes().isEmpty)
    try await database.addNote("afterwards")
    #expect(try await database.notes() == ["afterwards"])
  }

  @Test func `a transaction that ended by itself fails the whole batch and keeps nothing`() async throws {
    let test = try await TestDatabase(migrated: false)
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

  @Test func `a request may live with a violation and go on`() async throws {
    let test = try await TestDatabase(migrated: false)
    try await test.database.addNotes()
    try await test.database.addNote("taken")
    try await test.write { transaction in
      do {
        try transaction.execute("INSERT INTO notes (text) VALUES ('taken')")
      } catch EngineError.constraint {
        try transaction.execute("INSERT INTO notes (text) VALUES ('another')")
      }
    }
    #expect(try await test.database.notes() == ["another", "taken"])
  }

  @Test func `sixty-four writers lose nothing and number without a gap`() async throws {
    let test = try await TestDatabase(migrated: false)
    let database = test.database
    try await database.addNotes()
    try await database.write { transaction in
      try transaction.execute("CREATE TABLE counter (value INTEGER NOT NULL) STRICT")
      try transaction.execute("INSERT INTO counter (value) VALUES (0)")
    }
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

  @Test func `one write more than may wait is refused at once`() async throws {
    var options = SQLiteOptions.forTests
    options.maximumWaitingWrites = 2
    let test = try await TestDatabase(migrated: false, options: options)
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

  @Test func `a write is told to those who listen`() async throws {
    let test = try await TestDatabase(migrated: false)
    var ticks = test.database.commits().makeAsyncIterator()
    try await test.database.addNotes()
    #expect(await ticks.next() != nil)
    await test.database.close()
    #expect(await ticks.next() == nil)
  }
}
