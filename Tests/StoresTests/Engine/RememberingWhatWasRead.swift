import Domain
import SQLEngine
import Synchronization
import TestSupport
import Testing

@Suite("Remembering what was read", .timeLimit(.minutes(15)))
struct RememberingWhatWasRead {
  /// Counts how often something was really read.
  private final class Looks: Sendable {
    private let count = Mutex(0)
    var number: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
  }

  /// Two shelves with boxes on them; a box goes with its shelf.
  private func shelves(on engine: Engine = .sqlite) async throws -> any ManagedDatabase {
    let place = try await TestDatabase(on: engine, migrated: false)
    try await place.write { tx in
      try tx.execute("CREATE TABLE shelves (id BIGINT PRIMARY KEY, name TEXT NOT NULL, visits BIGINT NOT NULL DEFAULT 0)")
      try tx.execute(
        "CREATE TABLE boxes (id BIGINT PRIMARY KEY, shelf BIGINT NOT NULL REFERENCES shelves (id) ON DELETE CASCADE, label TEXT NOT NULL)")
      try tx.execute("INSERT INTO shelves (id, name) VALUES (1, 'left'), (2, 'right')")
      try tx.execute("INSERT INTO boxes (id, shelf, label) VALUES (1, 1, 'tea'), (2, 2, 'salt')")
    }
    return place.database
  }

  private static func name(_ id: Int64, _ tx: Transaction, _ looks: Looks? = nil) throws -> String {
    try tx.remembered("a shelf's name", String(id)) {
      looks?.add()
      return try tx.row("SELECT name FROM shelves WHERE id = \(id)")?.text("name") ?? "nothing"
    }
  }

  private static func labels(_ tx: Transaction, _ looks: Looks? = nil) throws -> [String] {
    try tx.remembered("all labels") {
      looks?.add()
      return try tx.rows("SELECT label FROM boxes ORDER BY id").map { try $0.text("label") }
    }
  }

  @Test(arguments: Engine.underTest)
  func `what nobody changed is answered again`(engine: Engine) async throws {
    let database = try await shelves(on: engine)
    let looks = Looks()
    for _ in 1...3 {
      #expect(try await database.write { [try Self.name(1, $0, looks), try Self.name(1, $0, looks)] } == ["left", "left"])
    }
    // Other tests write to the same server, and whoever does makes it look again.
    #expect(engine == .sqlite ? looks.number == 1 : (1...3).contains(looks.number))
  }

  @Test(arguments: Engine.underTest)
  func `a change is seen by what comes after it in the same transaction, and in the next`(engine: Engine) async throws {
    let database = try await shelves(on: engine)
    let seen = try await database.write { tx in
      let before = try Self.name(1, tx)
      try tx.execute("UPDATE shelves SET name = 'top' WHERE id = 1")
      return [before, try Self.name(1, tx)]
    }
    #expect(seen == ["left", "top"])
    #expect(try await database.write { try Self.name(1, $0) } == "top")
  }

  @Test(arguments: Engine.underTest)
  func `what a transaction saw of its own is forgotten with it`(engine: Engine) async throws {
    let database = try await shelves(on: engine)
    await #expect(throws: Objection(reason: "no")) {
      try await database.write { tx in
        try tx.execute("UPDATE shelves SET name = 'top' WHERE id = 1")
        #expect(try Self.name(1, tx) == "top")
        throw Objection(reason: "no")
      }
    }
    #expect(try await database.write { try Self.name(1, $0) } == "left")
  }

  @Test func `a column that was not looked at may change`() async throws {
    let database = try await shelves()
    let looks = Looks()
    for _ in 1...3 {
      try await database.write { tx in
        #expect(try Self.name(1, tx, looks) == "left")
        try tx.execute("UPDATE shelves SET visits = visits + 1 WHERE id = 1")
      }
    }
    #expect(looks.number == 1)
  }

  @Test(arguments: Engine.underTest)
  func `what goes with a row of another table is seen to be gone`(engine: Engine) async throws {
    let database = try await shelves(on: engine)
    let seen = try await database.write { tx in
      let before = try Self.labels(tx)
      try tx.execute("DELETE FROM shelves WHERE id = 2")
      return [before, try Self.labels(tx)]
    }
    #expect(seen == [["tea", "salt"], ["tea"]])
    try await database.write { tx in
      try tx.execute("INSERT INTO shelves (id, name) VALUES (2, 'right')")
      try tx.execute("INSERT INTO boxes (id, shelf, label) VALUES (2, 2, 'salt')")
    }
    #expect(try await database.write { try Self.labels($0) } == ["tea", "salt"])
    try await database.write { try $0.execute("DELETE FROM shelves WHERE id = 1") }
    #expect(try await database.write { try Self.labels($0) } == ["salt"])
  }

  @Test(arguments: Engine.underTest)
  func `what a request saw before it was taken back is not told to the next one of its batch`(engine: Engine) async throws {
    let database = try await shelves(on: engine)
    let held = await HeldWriter(database)
    let bad = Task {
      try await database.write { (tx) -> Void in
        try tx.execute("DELETE FROM shelves WHERE id = 1")
        #expect(try Self.labels(tx) == ["salt"])
        throw Objection(reason: "no")
      }
    }
    while database.waitingWrites < 1 { await Task.yield() }
    let next = Task { try await database.write { try Self.labels($0) } }
    try await held.release(whenWaiting: 2)
    await #expect(throws: Objection(reason: "no")) { try await bad.value }
    #expect(try await next.value == ["tea", "salt"])
  }

  @Test func `what a trigger changes is seen to be changed`() async throws {
    let database = try await shelves()
    try await database.write { tx in
      try tx.execute(
        "CREATE TRIGGER visit AFTER UPDATE OF visits ON shelves BEGIN UPDATE boxes SET label = 'seen' WHERE shelf = NEW.id; END")
    }
    #expect(try await database.write { try Self.labels($0) } == ["tea", "salt"])
    try await database.write { try $0.execute("UPDATE shelves SET visits = 1 WHERE id = 1") }
    #expect(try await database.write { try Self.labels($0) } == ["seen", "salt"])
  }

  @Test func `what was put together from something remembered is forgotten with it`() async throws {
    let database = try await shelves()
    let looks = Looks()
    let sign: @Sendable (Transaction) throws -> String = { tx in
      try tx.remembered("a sign") {
        looks.add()
        return "\(try Self.name(1, tx)): \(try Self.labels(tx).joined(separator: ", "))"
      }
    }
    // The parts are known before the whole is asked for.
    try await database.write { tx in _ = (try Self.name(1, tx), try Self.labels(tx)) }
    #expect(try await database.write { try sign($0) } == "left: tea, salt")
    try await database.write { try $0.execute("UPDATE boxes SET label = 'rice' WHERE id = 2") }
    #expect(try await database.write { try sign($0) } == "left: tea, rice")
    #expect(looks.number == 2)
  }

  @Test func `of several things only those that are not known are read`() async throws {
    let database = try await shelves()
    let asked = Mutex<[[String]]>([])
    let names: @Sendable (Transaction, [String]) throws -> [String: String] = { tx, ids in
      try tx.remembered("names", each: ids) { unknown in
        asked.withLock { $0.append(unknown) }
        let rows = try tx.rows("SELECT id, name FROM shelves WHERE id IN \(SQL.list(unknown.compactMap { Int64($0) }))")
        return Dictionary(uniqueKeysWithValues: try rows.map { (String(try $0.integer("id")), try $0.text("name")) })
      }
    }
    #expect(try await database.write { try names($0, ["1", "9"]) } == ["1": "left"])
    #expect(try await database.write { try names($0, ["1", "2", "9"]) } == ["1": "left", "2": "right"])
    #expect(asked.withLock { $0 } == [["1", "9"], ["2", "9"]])
  }

  @Test(arguments: Engine.underTest)
  func `whatever is read and changed, kept or taken back, the answers are those of the tables`(engine: Engine) async throws {
    let seed = UInt64.random(in: 0...UInt64(Int64.max))
    print("Remembering what was read: seed \(seed)")
    var dice = Dice(seed: seed)
    let database = try await shelves(on: engine)
    for _ in 1...400 {
      let steps = (0..<4).map { _ in (Int.random(in: 0..<7, using: &dice), Int64.random(in: 1...3, using: &dice)) }
      let isKept = Bool.random(using: &dice)
      let wrong = try? await database.write { tx in
        var wrong: [String] = []
        for (step, id) in steps {
          switch step {
          case 0: try tx.execute("UPDATE shelves SET name = name || \(String(id)) WHERE id = \(id)")
          case 1: try tx.execute("UPDATE shelves SET visits = visits + 1 WHERE id = \(id)")
          case 2: try tx.execute("DELETE FROM shelves WHERE id = \(id)")
          case 3: try tx.execute("INSERT INTO shelves (id, name) VALUES (\(id), 'new') ON CONFLICT (id) DO NOTHING")
          case 4:
            try tx.execute(
              "INSERT INTO boxes (id, shelf, label) SELECT COALESCE(MAX(boxes.id), 0) + 1, \(id), 'box' FROM boxes WHERE EXISTS (SELECT 1 FROM shelves WHERE id = \(id))"
            )
          case 5:
            let truth = try tx.row("SELECT name FROM shelves WHERE id = \(id)")?.text("name") ?? "nothing"
            if try Self.name(id, tx) != truth { wrong.append("the name of \(id) is \(truth)") }
          default:
            let truth = try tx.rows("SELECT label FROM boxes ORDER BY id").map { try $0.text("label") }
            if try Self.labels(tx) != truth { wrong.append("the labels are \(truth)") }
          }
        }
        guard isKept || !wrong.isEmpty else { throw Objection(reason: "taken back") }
        return wrong
      }
      #expect(wrong ?? [] == [], "seed \(seed)")
    }
  }
}
