import PostgresEngine
import SQLEngine
import TestSupport
import Testing

/// What happens between the engine and others who work on the same PostgreSQL server.
@Suite("Meeting others on the server", .onPostgres, .timeLimit(.minutes(15)))
struct MeetingOthersOnTheServer {
  @Test func `a deadlock with somebody else is tried again`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    for text in ["a", "b"] { try await place.addNote(text) }
    let (other, watcher) = (PostgresSession(place.address), PostgresSession(place.address))
    try await other.run("BEGIN")
    try await other.run("UPDATE notes SET text = 'a1' WHERE text = 'a'")
    async let writing: Void = place.write { transaction in
      try transaction.execute("UPDATE notes SET text = text || '2' WHERE text LIKE 'b%'")
      try transaction.execute("UPDATE notes SET text = text || '2' WHERE text LIKE 'a%'")
    }
    try await watcher.wait(forLocks: 1)
    // The engine waited first, so it is the one that notices and gives way.
    try await other.run("UPDATE notes SET text = 'b1' WHERE text = 'b'")
    try await other.run("COMMIT")
    try await writing
    #expect(try await place.notes() == ["a12", "b12"])
    #expect(place.writeFigures.failedBatches == 0)
  }

  @Test func `reads that wait for the server keep no task from running`() async throws {
    var limits = EngineLimits()
    limits.readers = 16
    let place = try await PostgresPlace(options: PostgresOptions(limits))
    let holder = PostgresSession(place.address)
    try await holder.run("SELECT pg_advisory_lock(7)")
    // More than Swift has threads: were they held up, nobody would be left to let go of the lock.
    let reading = (0..<16).map { number in
      Task { try await place.read { try $0.row("SELECT pg_advisory_xact_lock_shared(7), \(number) AS number")?.integer("number") } }
    }
    let watcher = PostgresSession(place.address)
    try await watcher.wait(forLocks: 16)
    try await holder.run("SELECT pg_advisory_unlock(7)")
    for (number, read) in reading.enumerated() { #expect(try await read.value == Int64(number)) }
  }

  @Test func `a session that has prepared more than it keeps forgets, and goes on`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    let found = try await place.write { transaction in
      try (1...1500).map { count in
        let numbers = (1...count).map { Int64($0) }
        try transaction.enqueue(
          "INSERT INTO notes (text) SELECT \("\(count)") WHERE \(Int64(count)) IN \(SQL.list(Array(numbers.prefix(40))))")
        // Each length is a text of its own.
        return try transaction.row(
          "SELECT \(Int64(count)) AS number WHERE \(Int64(count)) IN \(SQL.list(Array(numbers.suffix(3) + numbers.prefix(count % 700))))")?
          .integer("number")
      }
    }
    #expect(found == (1...1500).map { Int64($0) })
    #expect(try await place.notes().count == 40)
    try await place.addNote("afterwards")
  }

  @Test func `a null goes wherever a value went, and a value where a null went`() async throws {
    let place = try await PostgresPlace()
    try await place.build("CREATE TABLE things (name TEXT, size BIGINT)")
    let rows: [(String?, Int64?)] = [(nil, nil), ("a", 1), (nil, 2), ("b", nil), ("c", 3)]
    try await place.write { transaction in
      for (name, size) in rows { try transaction.execute("INSERT INTO things (name, size) VALUES (\(name), \(size))") }
    }
    let kept = try await place.read { transaction in
      try transaction.rows("SELECT name, size FROM things ORDER BY size, name").map {
        (try $0.textOrNil("name"), try $0.integerOrNil("size"))
      }
    }
    #expect(kept.map(\.0) == ["a", nil, "c", "b", nil])
    #expect(kept.map(\.1) == [1, 2, 3, nil, nil])
  }

  @Test func `sums, counts and truths are integers, and what is larger is refused`() async throws {
    let place = try await PostgresPlace()
    let row = try await place.read { transaction in
      try transaction.row(
        """
        SELECT SUM(x) AS total, COUNT(*) AS number, COUNT(*) > 1 AS more, NULL AS nothing, MAX(x::smallint) AS small
        FROM (VALUES (1::bigint), (2), (3)) AS values (x)
        """)
    }
    #expect(try row?.integer("total") == 6)
    #expect(try row?.integer("number") == 3)
    #expect(try row?.flag("more") == true)
    #expect(try row?.integerOrNil("nothing") == nil)
    #expect(try row?.integer("small") == 3)
    await #expect(throws: EngineError.self) {
      _ = try await place.read { try $0.rows("SELECT 9223372036854775807::numeric + 1 AS large") }
    }
  }

  @Test func `after a violation nothing more of the request is done, and others are not touched`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    try await place.addNote("taken")
    let held = await HeldWriter(place)
    let stubborn = Task {
      try await place.write { transaction in
        try? transaction.execute("INSERT INTO notes (text) VALUES ('taken')")
        try? transaction.execute("INSERT INTO notes (text) VALUES ('another')")
      }
    }
    while place.waitingWrites < 1 { await Task.yield() }
    async let neighbour: Void = place.addNote("neighbour")
    try await held.release(whenWaiting: 2)
    await #expect(throws: EngineError.constraint(kind: .unique, detail: "notes.text")) { try await stubborn.value }
    try await neighbour
    #expect(try await place.notes() == ["neighbour", "taken"])
  }
}

extension PostgresSession {
  /// Returns once so many wait for a lock on this database.
  fileprivate func wait(forLocks count: Int) async throws {
    while try await run(
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")[0][0] != "\(count)"
    {}
  }
}
