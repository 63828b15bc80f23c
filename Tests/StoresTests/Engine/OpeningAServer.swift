import SQLEngine
import TestSupport
import Testing

@testable import PostgresEngine

@Suite("Opening a database on a server", .onPostgres)
struct OpeningAServer {
  @Test(arguments: [("off", "off"), ("local", "local")])
  func `a database that does not wait for its commits is refused`(_ value: String, _ shown: String) async throws {
    let place = try await PostgresPlace()
    let name = try #require(place.address.split(separator: "/").last)
    try await PostgresSession(place.address).run("ALTER DATABASE \(name) SET synchronous_commit = \(value)")
    await #expect(throws: PostgresOpenError.unsafe(setting: "synchronous_commit", value: shown, needed: "on")) {
      _ = try await PostgresDatabase(address: place.address)
    }
  }

  @Test func `a database of another encoding is refused`() async throws {
    let place = try await PostgresPlace()
    let session = PostgresSession(PostgresServer.address(of: nil))
    let name = try #require(place.address.split(separator: "/").last) + "_ascii"
    try await session.run("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'")
    await #expect(throws: PostgresOpenError.unsafe(setting: "server_encoding", value: "SQL_ASCII", needed: "UTF8")) {
      _ = try await PostgresDatabase(address: PostgresServer.address(of: String(name)))
    }
    try await session.run("DROP DATABASE \(name) WITH (FORCE)")
  }

  @Test(arguments: [
    ("fsync", "off", false), ("fsync", "on", true), ("full_page_writes", "off", false), ("data_checksums", "off", false),
    ("synchronous_commit", "remote_write", true), ("synchronous_commit", "remote_apply", true), ("synchronous_commit", "off", false),
    ("server_encoding", "LATIN1", false), ("wal_level", "minimal", true),
  ])
  func `each setting is safe or not by itself`(_ setting: String, _ value: String, _ isSafe: Bool) {
    #expect(PostgresConnection.isSafe(value, of: setting) == isSafe)
  }

  @Test func `a server that is not there, and a text that is no address, are told without their secrets`() async throws {
    let error = await #expect(throws: PostgresOpenError.self) {
      _ = try await PostgresDatabase(address: "postgres://nora:flour-water-salt@127.0.0.1:1/shop")
    }
    guard case .unreachable? = error else {
      Issue.record("It was said that \(String(describing: error)).")
      return
    }
    #expect(error.map { !"\($0)".contains("flour") } == true)
    let other = await #expect(throws: PostgresOpenError.self) { _ = try await PostgresDatabase(address: "postgres://nora:flour@[::/x") }
    guard case .badAddress? = other else {
      Issue.record("It was said that \(String(describing: other)).")
      return
    }
    #expect(other.map { !"\($0)".contains("flour") } == true)
  }

  @Test func `the writer waits for the disk, and reads itself back as safe`() async throws {
    let place = try await PostgresPlace()
    let settings = try await place.settingsReadBack()
    #expect(settings.filter { !$0.isSafe } == [])
    #expect(settings.contains { $0.name == "fsync" && $0.value == "on" })
    #expect(try await place.version().name == "PostgreSQL")
    #expect(!place.engine.place.contains("postgres@"))
  }

  @Test func `a database knows whether anything was ever kept in it`() async throws {
    let place = try await PostgresPlace()
    #expect(try await place.isBlank())
    try await place.addNotes()
    #expect(try await !place.isBlank())
  }

  @Test func `closing answers what was accepted and refuses what comes later`() async throws {
    let place = try await PostgresPlace()
    try await place.addNotes()
    let held = await HeldWriter(place)
    let accepted = Task { try await place.addNote("accepted") }
    while place.waitingWrites < 1 { await Task.yield() }
    let closing = Task { await place.close() }
    try await held.release(whenWaiting: 1)
    try await accepted.value
    await closing.value
    await #expect(throws: EngineError.unavailable("The database is closed.")) { try await place.addNote("late") }
    await #expect(throws: EngineError.unavailable("The database is closed.")) { _ = try await place.notes() }
    let again = try await PostgresDatabase(address: place.address, options: .forTests)
    #expect(try await again.notes() == ["accepted"])
    await again.close()
  }
}
