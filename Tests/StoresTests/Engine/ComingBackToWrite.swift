import PostgresEngine
import SQLEngine
import Synchronization
import TestSupport
import Testing

/// A writer whose session was lost, or whose commit is not known to be safe: it writes on only where it still may, and nothing twice.
@Suite("Coming back to write", .onPostgres, .timeLimit(.minutes(15)))
struct ComingBackToWrite {
  @Test func `a writer that comes back to data that were moved away writes nothing`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes(beside: "CREATE TABLE moved_away (at BIGINT NOT NULL);")
    try await place.admitWriters { tx in
      if try tx.row("SELECT at FROM moved_away") != nil { throw EngineError.unavailable("moved away") }
    }
    let session = PostgresSession(place.address)
    try await place.addNote("before")
    let backend = try await place.writersBackend()
    try await session.run("INSERT INTO moved_away (at) VALUES (1)")
    try await session.run("SELECT pg_terminate_backend(\(backend), 10000)")
    await #expect(throws: EngineError.unavailable("moved away")) { try await place.addNote("after") }
    try await session.run("DELETE FROM moved_away")
    try await place.addNote("moved back")
    #expect(try await place.notes() == ["before", "moved back"])
  }

  @Test func `a server that took over with unsafe settings is not written to`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    let session = PostgresSession(place.address)
    let name = try #require(place.address.split(separator: "/").last)
    let backend = try await place.writersBackend()
    try await session.run("ALTER DATABASE \(name) SET synchronous_commit = off")
    try await session.run("SELECT pg_terminate_backend(\(backend), 10000)")
    let error = await #expect(throws: EngineError.self) { try await place.addNote("unsafe") }
    #expect("\(String(describing: error))".contains("synchronous_commit"))
    try await session.run("ALTER DATABASE \(name) RESET synchronous_commit")
    #expect(try await place.notes() == [])
  }

  @Test func `a request that stands still in its middle holds the writers' lock for as long as the server allows`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    let watcher = PostgresSession(place.address)
    let long = String(repeating: "x", count: 3_000)
    let state = try await place.write { transaction in
      let backend = try transaction.row("SELECT pg_backend_pid() AS pid")?.integer("pid") ?? 0
      for number in 0..<6 { try transaction.enqueue("INSERT INTO notes (text) VALUES (\("\(number) \(long)"))") }
      // The server limits only transactions that it knows to be idle, not those whose next message it is still reading.
      for _ in 0..<2_000 {
        let state = try watcher.runAndBlock("SELECT state FROM pg_stat_activity WHERE pid = \(backend)").first?.first
        if state == "idle in transaction" { return state }
      }
      return "active"
    }
    #expect(state == "idle in transaction")
    #expect(try await place.notes().count == 6)
  }

  @Test func `a commit whose wait for another machine was cut short is asked after, and done once`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    try await PostgresSession(place.address).run(Self.warning(of: "notes"))
    let runs = Mutex(0)
    try await place.write { transaction in
      runs.withLock { $0 += 1 }
      try transaction.execute("INSERT INTO notes (text) VALUES ('once')")
    }
    #expect(runs.withLock(\.self) == 1)
    #expect(try await place.notes() == ["once"])
  }

  @Test func `what may have been committed and cannot be found out is not done again`() async throws {
    var options = PostgresOptions.forTests
    options.doubtMilliseconds = 300
    let place = try await PostgresPlace(options: options)
    try await place.addNotes()
    try await PostgresSession(place.address).run(Self.warning(of: "counterfoil_engine.writers"))
    let runs = Mutex(0)
    let error = await #expect(throws: EngineError.self) {
      try await place.write { transaction in
        runs.withLock { $0 += 1 }
        try transaction.execute("INSERT INTO notes (text) VALUES ('perhaps')")
      }
    }
    #expect("\(String(describing: error))".contains("not known yet"))
    #expect(runs.withLock(\.self) == 1)
  }

  /// The server warns whenever a row of the table is committed, as it does when a commit's wait for the standby is broken off.
  private static func warning(of table: String) -> String {
    """
    CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE WARNING ''cut short''; RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER warn AFTER INSERT OR UPDATE ON \(table) DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION warn();
    """
  }
}

extension PostgresPlace {
  /// The server's process that serves the writer.
  fileprivate func writersBackend() async throws -> Int64 {
    try await write { try $0.row("SELECT pg_backend_pid() AS pid")?.integer("pid") ?? 0 }
  }
}
