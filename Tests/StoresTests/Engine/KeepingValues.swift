import SQLEngine
import TestSupport
import Testing

@Suite("Keeping values")
struct KeepingValues {
  @Test(arguments: Engine.underTest, ["", "plain", "x'); DROP TABLE notes; --", "Zażółć 🧾 ไทย"])
  func `a text comes back as it went in`(on engine: Engine, text: String) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    try await test.database.addNotes()
    try await test.database.addNote(text)
    #expect(try await test.database.notes() == [text])
  }

  @Test(arguments: Engine.underTest)
  func `a text of a million letters of any script is kept`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let texts = ["long ", "ไทย", "żółw", "🧾"].map { String(repeating: $0, count: 250_000) }
    // Too long for an index, so the table has none.
    try await test.database.build("CREATE TABLE letters (number BIGINT NOT NULL, text TEXT NOT NULL)")
    for (number, text) in texts.enumerated() {
      try await test.write { try $0.execute("INSERT INTO letters (number, text) VALUES (\(number), \(text))") }
    }
    let kept = try await test.read { try $0.rows("SELECT text FROM letters ORDER BY number").map { try $0.text("text") } }
    #expect(kept == texts)
  }

  /// The door lets no such text in, since PostgreSQL cannot hold it.
  @Test(arguments: Engine.underTest)
  func `a text with a zero byte is kept whole or refused, never cut`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    try await test.database.addNotes()
    switch engine {
    case .sqlite: try await test.database.addNote("nul\u{0}inside")
    case .postgres: await #expect(throws: EngineError.self) { try await test.database.addNote("nul\u{0}inside") }
    }
    #expect(try await test.database.notes() == (engine == .sqlite ? ["nul\u{0}inside"] : []))
  }

  @Test(arguments: Engine.underTest, [Int64.min, -1, 0, 1, .max])
  func `a number comes back as it went in`(on engine: Engine, number: Int64) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let row = try await test.read { transaction in try transaction.row("SELECT \(number) AS number, \(nil as String?) AS missing") }
    #expect(try row?.integer("number") == number)
    #expect(try row?.textOrNil("missing") == nil)
  }

  @Test(arguments: Engine.underTest)
  func `a fraction is refused instead of rounded`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    await #expect(throws: EngineError.self) { _ = try await test.read { try $0.rows("SELECT 0.1 AS price") } }
  }

  @Test(arguments: Engine.underTest)
  func `a duplicate key names its column`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    try await test.database.addNotes()
    try await test.database.addNote("once")
    let error = await #expect(throws: EngineError.self) { try await test.database.addNote("once") }
    #expect(error == .constraint(kind: .unique, detail: "notes.text"))
    #expect(error?.isDuplicate(of: "notes.text") == true)
    #expect(error?.isDuplicate(of: "notes.id") == false)
  }

  @Test(arguments: Engine.underTest)
  func `every kind of constraint is told apart`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    try await test.database.build(
      """
      CREATE TABLE parents (id TEXT PRIMARY KEY);
      CREATE TABLE children (id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES parents (id),
        age BIGINT CONSTRAINT old_enough CHECK (age > 3));
      """)
    try await test.write { transaction in
      try transaction.execute("INSERT INTO parents (id) VALUES ('p')")
      try transaction.execute("INSERT INTO children (id, parent, age) VALUES ('c', 'p', 4)")
    }
    let violations: [(SQL, EngineError)] = [
      ("INSERT INTO children (id, parent, age) VALUES ('c', 'p', 4)", .constraint(kind: .unique, detail: "children.id")),
      (
        "INSERT INTO children (id, parent, age) VALUES ('d', 'q', 4)",
        .constraint(kind: .foreignKey, detail: engine == .sqlite ? "" : "children_parent_fkey")
      ),
      ("INSERT INTO children (id, parent, age) VALUES ('d', 'p', 3)", .constraint(kind: .check, detail: "old_enough")),
      ("INSERT INTO children (id, age) VALUES ('d', 4)", .constraint(kind: .notNull, detail: "children.parent")),
    ]
    for (statement, expected) in violations {
      await #expect(throws: expected) { try await test.write { try $0.execute(statement) } }
    }
  }

  @Test(arguments: Engine.underTest)
  func `changes counts the rows that a condition let through`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    try await test.database.addNotes()
    for text in ["a", "b", "c"] { try await test.database.addNote(text) }
    let counts = try await test.write { transaction in
      [
        try transaction.changes("UPDATE notes SET text = text || '!' WHERE text > \("a")"),
        try transaction.changes("UPDATE notes SET text = 'z' WHERE text = \("nothing")"),
        try transaction.changes("SELECT text FROM notes"),
      ]
    }
    #expect(counts == [2, 0, 0])
  }

  @Test(arguments: Engine.underTest)
  func `a statement prepared before the schema changed still works`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    try await test.database.addNotes()
    try await test.database.addNote("a")
    let all: SQL = "SELECT * FROM notes"
    _ = try await test.read { try $0.rows(all) }
    try await test.write { try $0.execute("ALTER TABLE notes ADD COLUMN author TEXT NOT NULL DEFAULT 'Nora'") }
    let author = try await test.read { try $0.row(all)?.text("author") }
    #expect(author == "Nora")
  }
}
