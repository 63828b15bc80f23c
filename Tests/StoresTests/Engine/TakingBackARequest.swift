import SQLEngine
import Synchronization
import TestSupport
import Testing

@Suite("Taking back a request", .timeLimit(.minutes(15)))
struct TakingBackARequest {
  /// Counts how often a request of a batch was run.
  private final class Runs: Sendable {
    private let count = Mutex(0)
    var number: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
  }

  /// Two requests in one batch: one that succeeds, and one that does what `fails` does before it throws.
  private func batch(_ fails: @escaping @Sendable (Transaction) throws -> Void) async throws -> (runs: Int, notes: [String]) {
    let database = try await TestDatabase(on: .sqlite, migrated: false).database
    try await database.addNotes()
    let runs = Runs()
    let held = await HeldWriter(database)
    let good = Task {
      try await database.write { transaction in
        runs.add()
        try transaction.execute("INSERT INTO notes (text) VALUES ('good')")
      }
    }
    let bad = Task {
      try await database.write { (transaction) -> Void in
        try fails(transaction)
        throw Objection(reason: "no")
      }
    }
    try await held.release(whenWaiting: 2)
    try await good.value
    await #expect(throws: Objection(reason: "no")) { try await bad.value }
    return (runs.number, try await database.notes())
  }

  @Test func `a request that refuses before it wrote costs its batch nothing`() async throws {
    let (runs, notes) = try await batch { transaction in _ = try transaction.rows("SELECT text FROM notes") }
    #expect(runs == 1)
    #expect(notes == ["good"])
  }

  @Test func `a conditional write that found nothing is nothing to take back`() async throws {
    let (runs, notes) = try await batch { transaction in
      _ = try transaction.changes("UPDATE notes SET text = 'other' WHERE text = 'absent'")
    }
    #expect(runs == 1)
    #expect(notes == ["good"])
  }

  @Test func `a request that fails after it wrote lets its batch run again, and leaves nothing`() async throws {
    let (runs, notes) = try await batch { transaction in try transaction.execute("INSERT INTO notes (text) VALUES ('bad')") }
    #expect(runs == 2)
    #expect(notes == ["good"])
  }

  @Test func `the batch after one that ran again is run once`() async throws {
    let database = try await TestDatabase(on: .sqlite, migrated: false).database
    try await database.addNotes()
    await #expect(throws: Objection(reason: "no")) {
      try await database.write { transaction in
        try transaction.execute("INSERT INTO notes (text) VALUES ('bad')")
        throw Objection(reason: "no")
      }
    }
    let runs = Runs()
    try await database.write { transaction in
      runs.add()
      try transaction.execute("INSERT INTO notes (text) VALUES ('good')")
    }
    #expect(runs.number == 1)
    #expect(try await database.notes() == ["good"])
  }
}
