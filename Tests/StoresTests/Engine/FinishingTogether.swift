import SQLEngine
import Synchronization
import TestSupport
import Testing

@Suite("Finishing together", .timeLimit(.minutes(15)))
struct FinishingTogether {
  /// What happened, in its order.
  private final class Diary: Sendable {
    private let entries = Mutex<[String]>([])
    var all: [String] { entries.withLock { $0 } }
    func add(_ entry: String) { entries.withLock { $0.append(entry) } }
  }

  /// A write that puts down `text`, and beside it what it rendered of it.
  private func note(
    _ text: String, key: String? = nil, diary: Diary = Diary(), rendering: @escaping @Sendable (String) throws -> String = { "\($0)!" }
  ) -> StagedWrite<Never, String, String> {
    StagedWrite(
      key: key,
      carryOut: { tx, _ in
        diary.add("\(text) sees \(try tx.rows("SELECT text FROM notes ORDER BY text").map { try $0.text("text") })")
        try tx.execute("INSERT INTO notes (text) VALUES (\(text))")
        return text
      },
      render: rendering,
      keep: { tx, rendered in try tx.execute("INSERT INTO notes (text) VALUES (\(rendered))") })
  }

  private func database(on engine: Engine) async throws -> any ManagedDatabase {
    let database = try await TestDatabase(on: engine, migrated: false).database
    try await database.addNotes()
    return database
  }

  @Test(arguments: Engine.underTest)
  func `what was done and what was rendered of it are kept in one commit`(engine: Engine) async throws {
    let database = try await database(on: engine)
    #expect(try await database.write(note("alone")) == "alone!")
    #expect(try await database.notes().sorted() == ["alone", "alone!"])
    let before = database.writeFigures.batches
    let held = await HeldWriter(database)
    let tasks = ["a", "b", "c"].map { text in Task { try await database.write(note(text)) } }
    try await held.release(whenWaiting: 3)
    var answers: [String] = []
    for task in tasks { answers.append(try await task.value) }
    #expect(answers == ["a!", "b!", "c!"])
    #expect(database.writeFigures.batches == before + 2, "one for the held writer, one for all three")
    #expect(try await database.notes().sorted() == ["a", "a!", "alone", "alone!", "b", "b!", "c", "c!"])
  }

  @Test(arguments: Engine.underTest)
  func `of two requests with one key the second sees what the first kept`(engine: Engine) async throws {
    let database = try await database(on: engine)
    let diary = Diary()
    let held = await HeldWriter(database)
    let first = Task { try await database.write(note("a", key: "k", diary: diary)) }
    while database.waitingWrites < 1 { await Task.yield() }
    let second = Task { try await database.write(note("b", key: "k", diary: diary)) }
    try await held.release(whenWaiting: 2)
    _ = (try await first.value, try await second.value)
    #expect(diary.all == ["a sees []", "b sees [\"a\", \"a!\"]"])
  }

  @Test(arguments: Engine.underTest)
  func `one that cannot be finished is taken back alone`(engine: Engine) async throws {
    let database = try await database(on: engine)
    let held = await HeldWriter(database)
    let good = Task { try await database.write(note("good")) }
    let bad = Task { try await database.write(note("bad") { _ in throw Objection(reason: "no") }) }
    let other = Task { try await database.write(note("other")) }
    try await held.release(whenWaiting: 3)
    #expect(try await good.value == "good!")
    #expect(try await other.value == "other!")
    await #expect(throws: Objection(reason: "no")) { try await bad.value }
    #expect(try await database.notes().sorted() == ["good", "good!", "other", "other!"])
  }

  @Test(arguments: Engine.underTest)
  func `one that cannot be kept is taken back alone`(engine: Engine) async throws {
    let database = try await database(on: engine)
    let held = await HeldWriter(database)
    let good = Task { try await database.write(note("good")) }
    let bad = Task {
      try await database.write(
        StagedWrite<Never, String, String>(
          key: nil,
          carryOut: { tx, _ in
            try tx.execute("INSERT INTO notes (text) VALUES ('bad')")
            return "bad"
          }, render: { $0 }, keep: { _, _ in throw Objection(reason: "no") }))
    }
    try await held.release(whenWaiting: 2)
    #expect(try await good.value == "good!")
    await #expect(throws: Objection(reason: "no")) { try await bad.value }
    #expect(try await database.notes().sorted() == ["good", "good!"])
  }

  @Test func `of a full batch everybody is answered what is theirs`() async throws {
    let database = try await database(on: .sqlite)
    let held = await HeldWriter(database)
    let tasks = (0..<64).map { number in Task { try await database.write(note("n\(number)")) } }
    try await held.release(whenWaiting: 64)
    for (number, task) in tasks.enumerated() { #expect(try await task.value == "n\(number)!") }
    #expect(try await database.notes().count == 128)
  }
}
