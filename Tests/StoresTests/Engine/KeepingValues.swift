import SQLEngine
import SQLiteEngine
import Testing

@Suite("Keeping values")
struct KeepingValues {
  @Test(arguments: ["", "plain", "x'); DROP TABLE notes; --", "Zażółć 🧾 ไทย"])
  func `a text comes back as it went in`(text: String) async throws {
    let test = try await TestDatabase(migrated: false)
    try await test.database.addNotes()
    try await test.database.addNote(text)
    #expect(try await test.database.notes() == [text])
  }

  @Test func `zero bytes and long texts are kept too`() async throws {
    let test = try await TestDatabase(migrated: false)
    try await test.database.addNotes()
    let texts = [String(repeating: "long ", count: 20_000), "nul\u{0}inside"]
    for text in texts { try await test.database.addNote(text) }
    #expect(try await test.database.notes() == texts)
  }

  @Test(arguments: [Int64.min, -1, 0, 1, .max])
  func `a number comes back as it went in`(number: Int64) async throws {
    let test = try await TestDatabase(migrated: false)
    let row = try await test.read { transaction in try transaction.row("SELECT \(number) AS number, \(nil as String?) AS missing") }
    #expect(try row?.integer("number") == number)
    #expect(try row?.textOrNil("missing") == nil)
  }

  @Test func `a fraction is refused instead of rounded`() async throws {
    let test = try await TestDatabase(migrated: false)
    await #expect(throws: EngineError.self) { _ = try await test.read { try $0.rows("SELECT 0.1 AS price") } }
  }

  @Test func `a duplicate key names its column`() async throws {
    let test = try await TestDatabase(migrated: false)
    try await test.database.addNotes()
    try await test.database.addNote("once")
    let error = await #expect(throws: EngineError.self) { try await test.database.addNote("once") }
    #expect(error == .constraint(kind: .unique, detail: "notes.text"))
    #expect(error?.isDuplicate(of: "notes.text") == true)
    #expect(error?.isDuplicate(of: "notes.id") == false)
  }

  @Test func `every kind of constraint is told apart`() async throws {
    let test = try await TestDatabase(migrated: false)
    try await test.write { transaction in
      try transaction.execute("CREATE TABLE parents (id TEXT PRIMARY KEY) STRICT")
      try transaction.execute(
        """
        CREATE TABLE children (id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES parents (id),
          age INTEGER CONSTRAINT old_enough CHECK (age > 3)) STRICT
        """)
      try transaction.execute("INSERT INTO parents (id) VALUES ('p')")
      try transaction.execute("INSERT INTO children (id, parent, age) VALUES ('c', 'p', 4)")
    }
    let violations: [(SQL, EngineError)] = [
      ("INSERT INTO children (id, parent, age) VALUES ('c', 'p', 4)", .constraint(kind: .unique, detail: "children.id")),
      ("INSERT INTO children (id, parent, age) VALUES ('d', 'q', 4)", .constraint(kind: .foreignKey, detail: "")),
      ("INSERT INTO children (id, parent, age) VALUES ('d', 'p', 3)", .constraint(kind: .check, detail: "old_enough")),
      ("INSERT INTO children (id, age) VALUES ('d', 4)", .constraint(kind: .notNull, detail: "children.parent")),
    ]
    for (statement, expected) in violations {
      await #expect(throws: expected) { try await test.write { try $0.execute(statement) } }
    }
  }

  @Test func `changes counts the rows that a condition let through`() async throws {
    let test = try await TestDatabase(migrated: false)
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

  @Test func `a statement prepared before the schema changed still works`() async throws {
    let test = try await TestDatabase(migrated: false)
    try await test.database.addNotes()
    try await test.database.addNote("a")
    let all: SQL = "SELECT * FROM notes"
    _ = try await test.read { try $0.rows(all) }
    try await test.write { try $0.execute("ALTER TABLE notes ADD COLUMN author TEXT NOT NULL DEFAULT 'Nora'") }
    let author = try await test.read { try $0.row(all)?.text("author") }
    #expect(author == "Nora")
  }
}
