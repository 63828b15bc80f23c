import PostgresEngine
import SQLEngine
import TestSupport
import Testing

/// What a process remembers of a database to which others write too; that it does is shown where nobody else writes to the server
/// (`Tests/proofs/test_what_is_remembered.py`).
@Suite("Remembering on a server", .onPostgres, .timeLimit(.minutes(15)))
struct RememberingOnAServer {
  private func lamps() async throws -> PostgresPlace {
    let place = try await PostgresPlace()
    try await place.write { tx in
      try tx.execute("CREATE TABLE lamps (id BIGINT PRIMARY KEY, colour TEXT NOT NULL, uses BIGINT NOT NULL DEFAULT 0)")
      try tx.execute("INSERT INTO lamps (id, colour) VALUES (1, 'red'), (2, 'green')")
    }
    return place
  }

  private func colour(_ database: PostgresDatabase) async throws -> String {
    try await database.write { tx in
      try tx.execute("UPDATE lamps SET uses = uses + 1 WHERE id = 2")
      return try tx.remembered("a lamp's colour") { try tx.row("SELECT colour FROM lamps WHERE id = 1")?.text("colour") ?? "none" }
    }
  }

  @Test func `what another process changed is read again`() async throws {
    let place = try await lamps()
    let other = try await PostgresDatabase(address: place.address, options: .forTests)
    for number in 1...50 {
      _ = try await colour(place.engine)
      try await other.write { try $0.execute("UPDATE lamps SET colour = \("colour \(number)") WHERE id = 1") }
      #expect(try await colour(place.engine) == "colour \(number)")
    }
    await other.close()
  }

  @Test func `what somebody changed without waiting for a turn is read again`() async throws {
    let place = try await lamps()
    let person = PostgresSession(place.address)
    for number in 1...20 {
      try await person.run("BEGIN")
      try await person.run("UPDATE lamps SET colour = 'colour \(number)' WHERE id = 1")
      let before = number == 1 ? "red" : "colour \(number - 1)"
      // Begun before these and ended after them, it has a lower number than either.
      for _ in 1...2 { #expect(try await colour(place.engine) == before) }
      try await person.run("COMMIT")
      #expect(try await colour(place.engine) == "colour \(number)")
    }
  }

  @Test func `what a lost connection remembered is read again`() async throws {
    let place = try await lamps()
    for number in 1...5 {
      _ = try await colour(place.engine)
      let person = PostgresSession(place.address)
      try await person.run(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        """)
      try await person.run("UPDATE lamps SET colour = 'colour \(number)' WHERE id = 1")
      #expect(try await colour(place.engine) == "colour \(number)")
    }
  }
}
