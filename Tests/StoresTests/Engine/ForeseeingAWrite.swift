import Dispatch
import SQLEngine
import TestSupport
import Testing

/// One at a time, since one of them holds up one of the few threads that Swift has for everybody.
@Suite("Foreseeing a write", .serialized, .timeLimit(.minutes(15)))
struct ForeseeingAWrite {
  private func shelves(on engine: Engine) async throws -> any ManagedDatabase {
    let place = try await TestDatabase(on: engine, migrated: false)
    try await place.write { tx in
      try tx.execute("CREATE TABLE shelves (id BIGINT PRIMARY KEY, name TEXT NOT NULL)")
      try tx.execute("INSERT INTO shelves (id, name) VALUES (1, 'left'), (2, 'right')")
    }
    return place.database
  }

  private static func name(_ id: Int64, _ tx: Transaction) throws -> String {
    try tx.remembered("a shelf's name", String(id)) { try truth(id, tx) }
  }

  private static func truth(_ id: Int64, _ tx: Transaction) throws -> String {
    try tx.row("SELECT name FROM shelves WHERE id = \(id)")?.text("name") ?? "nothing"
  }

  /// What was foreseen of a shelf's name, where anything was, and what the name is.
  private func sign(_ id: Int64) -> StagedWrite<String, (String?, String), (String?, String)> {
    StagedWrite(
      key: nil, foresee: { try Self.name(id, $0) }, carryOut: { tx, hint in (hint, try Self.truth(id, tx)) }, render: { $0 },
      keep: { _, _ in })
  }

  private func learn(_ id: Int64, on database: any ManagedDatabase) async throws {
    _ = try await database.write { try Self.name(id, $0) }
  }

  @Test func `what is remembered can be worked with before its turn`() async throws {
    let database = try await shelves(on: .sqlite)
    #expect(try await database.write(sign(1)) == (nil, "left"), "nobody has asked yet")
    try await learn(1, on: database)
    #expect(try await database.write(sign(1)) == ("left", "left"))
    #expect(try await database.write(sign(2)) == (nil, "right"))
  }

  @Test(arguments: Engine.underTest)
  func `what is changed before its turn is not what was foreseen`(engine: Engine) async throws {
    let database = try await shelves(on: engine)
    try await learn(1, on: database)
    let held = await HeldWriter(database)
    let change = Task { try await database.write { try $0.execute("UPDATE shelves SET name = 'top' WHERE id = 1") } }
    while database.waitingWrites < 1 { await Task.yield() }
    let signed = Task { try await database.write(sign(1)) }
    try await held.release(whenWaiting: 2)
    try await change.value
    #expect(try await signed.value == (nil, "top"))
  }

  @Test(arguments: Engine.underTest)
  func `what is changed and learnt anew before its turn is not what was foreseen`(engine: Engine) async throws {
    let database = try await shelves(on: engine)
    try await learn(1, on: database)
    let (seen, see) = AsyncStream.makeStream(of: Void.self)
    let gate = DispatchSemaphore(value: 0)
    let signed = Task {
      try await database.write(
        StagedWrite<String, String?, String?>(
          key: nil,
          foresee: { tx in
            // Where another test made the engine forget, there is nothing to foresee.
            defer { see.finish() }
            let name = try Self.name(1, tx)
            see.finish()
            gate.wait()
            return name
          }, carryOut: { _, hint in hint }, render: { $0 }, keep: { _, _ in }))
    }
    for await _ in seen {}
    try await database.write { try $0.execute("UPDATE shelves SET name = 'top' WHERE id = 1") }
    try await learn(1, on: database)
    gate.signal()
    #expect(try await signed.value == nil)
  }

  @Test(arguments: Engine.underTest)
  func `whoever asks the database or writes has foreseen nothing, and written nothing`(engine: Engine) async throws {
    let database = try await shelves(on: engine)
    try await learn(1, on: database)
    let statements: [@Sendable (Transaction) throws -> Void] = [
      { _ = try $0.rows("SELECT name FROM shelves") },
      { _ = try? $0.rows("SELECT name FROM shelves") },
      { try $0.execute("DELETE FROM shelves") },
      { try? $0.enqueue("DELETE FROM shelves") },
      { _ = try $0.remembered("shelves", each: ["1", "2"]) { _ in [:] as [String: String] } },
    ]
    for statement in statements {
      let write = StagedWrite<String, String?, String?>(
        key: nil,
        foresee: { tx in
          try statement(tx)
          return try Self.name(1, tx)
        }, carryOut: { _, hint in hint }, render: { $0 }, keep: { _, _ in })
      #expect(try await database.write(write) == nil)
    }
    #expect(try await database.read { try Self.truth(1, $0) } == "left")
  }

  @Test(arguments: Engine.underTest)
  func `whatever is changed meanwhile, what was foreseen is what it would find out`(engine: Engine) async throws {
    let seed = UInt64.random(in: 0...UInt64(Int64.max))
    print("Foreseeing a write: seed \(seed)")
    let database = try await shelves(on: engine)
    let confirmed = try await withThrowingTaskGroup { group in
      for worker in 0..<8 {
        group.addTask {
          var (dice, confirmed) = (Dice(seed: seed &+ UInt64(worker)), 0)
          for turn in 0..<60 {
            let id = Int64.random(in: 1...2, using: &dice)
            switch Int.random(in: 0..<6, using: &dice) {
            case 0: try await database.write { try $0.execute("UPDATE shelves SET name = \("\(worker)/\(turn)") WHERE id = \(id)") }
            case 1: try await learn(id, on: database)
            default:
              let (hint, truth) = try await database.write(sign(id))
              #expect(hint == nil || hint == truth, "seed \(seed)")
              if hint != nil { confirmed += 1 }
            }
          }
          return confirmed
        }
      }
      return try await group.reduce(0, +)
    }
    if engine == .sqlite { #expect(confirmed > 0, "nothing was ever foreseen, so this shows nothing") }
  }
}
