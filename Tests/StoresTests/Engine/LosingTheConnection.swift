import PostgresEngine
import SQLEngine
import Synchronization
import TestSupport
import Testing

/// Connections to PostgreSQL end at any moment: nothing that was acknowledged is lost, nothing is done twice, and work goes on.
@Suite("Losing the connection", .onPostgres, .timeLimit(.minutes(15)))
struct LosingTheConnection {
  @Test func `a writer that was ended while nobody wrote is not missed`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    let session = PostgresSession(place.address)
    for number in 0..<3 {
      try await session.end(place.backend())
      try await place.addNote("\(number)")
    }
    #expect(try await place.notes() == ["0", "1", "2"])
  }

  @Test func `readers that were ended are not missed`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    try await place.addNote("kept")
    let session = PostgresSession(place.address)
    for _ in 0..<3 {
      #expect(try await place.notes() == ["kept"])
      try await session.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
    }
    #expect(try await place.notes() == ["kept"])
  }

  @Test func `a batch whose connection is ended in its middle is done once, and its neighbours too`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    let session = PostgresSession(place.address)
    let isFirst = Mutex(true)
    let held = await HeldWriter(place)
    async let before: Void = place.addNote("before")
    while place.waitingWrites < 1 { await Task.yield() }
    async let struck: Void = place.write { transaction in
      try transaction.execute("INSERT INTO notes (text) VALUES ('struck')")
      if isFirst.withLock({ isFirst in
        defer { isFirst = false }
        return isFirst
      }) {
        let backend = try transaction.row("SELECT pg_backend_pid() AS pid")?.integer("pid") ?? 0
        _ = try session.runAndBlock("SELECT pg_terminate_backend(\(backend), 10000)")
      }
      try transaction.execute("INSERT INTO notes (text) VALUES ('through')")
    }
    while place.waitingWrites < 2 { await Task.yield() }
    async let after: Void = place.addNote("very last")
    try await held.release(whenWaiting: 3)
    _ = try await (before, struck, after)
    #expect(try await place.notes() == ["before", "struck", "through", "very last"])
  }

  @Test func `a request that swallows the loss is not acknowledged for half of its work`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    let session = PostgresSession(place.address)
    let isFirst = Mutex(true)
    try await place.write { transaction in
      try transaction.execute("INSERT INTO notes (text) VALUES ('first half')")
      if isFirst.withLock({ isFirst in
        defer { isFirst = false }
        return isFirst
      }) {
        let backend = try transaction.row("SELECT pg_backend_pid() AS pid")?.integer("pid") ?? 0
        _ = try session.runAndBlock("SELECT pg_terminate_backend(\(backend), 10000)")
        try? transaction.execute("INSERT INTO notes (text) VALUES ('nobody looked')")
        return
      }
      try transaction.execute("INSERT INTO notes (text) VALUES ('second half')")
    }
    #expect(try await place.notes() == ["first half", "second half"])
  }

  @Test func `a connection that ends while it commits and keeps nothing is tried again`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    try await PostgresSession(place.address).run(
      """
      CREATE SEQUENCE commits_tried;
      CREATE FUNCTION strike() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN IF nextval(''commits_tried'') < 3 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER strike AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION strike();
      """)
    try await place.addNote("once")
    #expect(try await place.notes() == ["once"])
  }

  @Test(arguments: [CuttingProxy.Cut.before, .after])
  func `a commit whose line was cut is done once, whether or not the server heard of it`(_ cut: CuttingProxy.Cut) async throws {
    let place = try await PostgresPlace()
    try await place.addNotes(beside: "CREATE TABLE counter (value BIGINT NOT NULL);\nINSERT INTO counter (value) VALUES (0);")
    let proxy = try CuttingProxy(before: place.address)
    let process = try await PostgresDatabase(address: proxy.address, options: .forTests)
    let runs = Mutex(0)
    for number in 1...5 {
      proxy.cut(cut)
      let value = try await process.write { transaction in
        runs.withLock { $0 += 1 }
        return try transaction.row("UPDATE counter SET value = value + 1 RETURNING value")?.integer("value")
      }
      #expect(value == Int64(number))
    }
    #expect(try await process.read { try $0.row("SELECT value FROM counter")?.integer("value") } == 5)
    #expect(runs.withLock(\.self) == (cut == .before ? 10 : 5))
    await process.close()
  }

  @Test func `nobody hears of commits twice or never when the listener was ended`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    let other = try await PostgresDatabase(address: place.address, options: .forTests)
    var ticks = other.commits().makeAsyncIterator()
    try await PostgresSession(place.address).run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'LISTEN%'")
    try await place.addNote("meanwhile")
    repeat { #expect(await ticks.next() != nil) } while try await !other.notes().contains("meanwhile")
    await other.close()
  }

  @Test func `while the database is away requests hear so, and go on when it is back`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    let session = PostgresSession(PostgresServer.address(of: nil))
    let name = try #require(place.address.split(separator: "/").last)
    try await session.run("ALTER DATABASE \(name) ALLOW_CONNECTIONS false")
    try await session.run("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '\(name)'")
    for _ in 0..<2 {
      let error = await #expect(throws: EngineError.self) { try await place.addNote("away") }
      guard case .unavailable? = error else {
        Issue.record("It was said that \(String(describing: error)).")
        return
      }
      await #expect(throws: EngineError.self) { _ = try await place.notes() }
    }
    try await session.run("ALTER DATABASE \(name) ALLOW_CONNECTIONS true")
    try await place.addNote("back")
    #expect(try await place.notes() == ["back"])
  }
}

extension PostgresPlace {
  /// The server's process that serves the writer.
  fileprivate func backend() async throws -> Int64 {
    try await write { try $0.row("SELECT pg_backend_pid() AS pid")?.integer("pid") ?? 0 }
  }
}

extension PostgresSession {
  /// Ends a connection, and returns when it is gone.
  fileprivate func end(_ backend: Int64) async throws {
    try await run("SELECT pg_terminate_backend(\(backend), 10000)")
  }
}
