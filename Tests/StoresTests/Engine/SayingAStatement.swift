import SQLEngine
import Testing

@Suite("Saying a statement")
struct SayingAStatement {
  @Test func `an interpolated value is bound, whatever it contains`() {
    let name = "x'; DROP TABLE orders; --"
    let rendered = ("SELECT id FROM customers WHERE name = \(name) AND active = \(true)" as SQL).render(.sqlite)
    #expect(rendered.text == "SELECT id FROM customers WHERE name = ? AND active = ?")
    #expect(rendered.values == [.text(name), .integer(1)])
  }

  @Test func `PostgreSQL counts its parameters across spliced pieces`() {
    let condition: SQL = "total > \(Int64(5)) AND status = \("open")"
    let rendered = ("SELECT id FROM orders WHERE \(condition) LIMIT \(10)" as SQL).render(.postgres)
    #expect(rendered.text == "SELECT id FROM orders WHERE total > $1 AND status = $2 LIMIT $3")
    #expect(rendered.values == [.integer(5), .text("open"), .integer(10)])
  }

  @Test func `nothing is bound as null`() {
    let missing: String? = nil
    let present: Int64? = 7
    let rendered = ("UPDATE notes SET text = \(missing), number = \(present)" as SQL).render(.sqlite)
    #expect(rendered.values == [.null, .integer(7)])
  }

  @Test func `a list has a place for each value, and an empty list matches nothing`() {
    let some = ("id IN \(SQL.list(["a", "b", "c"]))" as SQL).render(.sqlite)
    #expect(some.text == "id IN (?, ?, ?)")
    #expect(some.values == [.text("a"), .text("b"), .text("c")])
    #expect(("id IN \(SQL.list([String]()))" as SQL).render(.sqlite) == RenderedSQL(text: "id IN (NULL)"))
  }

  @Test func `pieces that are left out leave no separator behind`() {
    let conditions: [SQL] = ["a = \(1)", .empty, "b = \(2)"]
    #expect(conditions.joined(separator: " AND ").render(.sqlite).text == "a = ? AND b = ?")
    #expect(SQL.joined([], separator: " AND ").isEmpty)
  }

  @Test func `a phrase is said in the engine's own words`() {
    let sql: SQL = "SELECT id FROM outbox\(" " as SQL)\(Phrase.forUpdateSkippingLocked)"
    #expect(sql.render(.postgres).text == "SELECT id FROM outbox FOR UPDATE SKIP LOCKED")
    #expect(sql.render(.sqlite).text == "SELECT id FROM outbox ")
  }

  @Test func `statements of one text have one shape whatever they bind, others have another`() {
    func named(_ name: String?) -> SQL { "SELECT id FROM customers WHERE name = \(name)" }
    func among(_ names: [String]) -> SQL { "SELECT id FROM customers WHERE name IN \(SQL.list(names))" }
    func rows(of table: String, locked phrase: Phrase) -> SQL { "SELECT 1 FROM \(name: table) \(phrase)" }
    var numbers = StatementNumbers()
    for statement in [named("Nora"), among(["a", "b"]), rows(of: "till", locked: .forUpdate)] { numbers.add(statement) }
    #expect(numbers.find(named(nil)) == 0)
    #expect(numbers.find(among(["c", "d"])) == 1)
    #expect(numbers.find(among(["a"])) == nil)
    #expect(numbers.find(rows(of: "till", locked: .forUpdate)) == 2)
    for (table, phrase) in [("tall", Phrase.forUpdate), ("tills", .forUpdate), ("til", .forUpdate), ("till", .forUpdateSkippingLocked)] {
      #expect(numbers.find(rows(of: table, locked: phrase)) == nil)
    }
    numbers.add(named("Olof"))
    #expect(numbers.find(named("Nora")) == 0)
    #expect(numbers.find(named("Nora")) { $0 > 0 } == 3)
    #expect(numbers.count == 4)
  }

  @Test func `pieces are spliced with their values and names in the order of the text`() {
    let condition: SQL = "\(name: "a\"b") = \("x")"
    var statement: SQL = "SELECT \(1), \(name: "first") FROM \(name: "second") WHERE \(condition)"
    statement += " AND \(name: "last") = \(Int64(3))"
    let rendered = statement.render(.postgres)
    #expect(rendered.text == #"SELECT $1, "first" FROM "second" WHERE "a""b" = $2 AND "last" = $3"#)
    #expect(rendered.values == [.integer(1), .text("x"), .integer(3)])
  }

  @Test func `a column of values is a table to join with`() {
    let sql: SQL = "WITH wanted (id) AS \(SQL.column(["a", "b"])) SELECT id FROM wanted"
    #expect(sql.render(.sqlite).text == "WITH wanted (id) AS (VALUES (?), (?)) SELECT id FROM wanted")
    #expect(sql.render(.postgres).text == "WITH wanted (id) AS (VALUES ($1), ($2)) SELECT id FROM wanted")
  }

  @Test func `a column that was not selected, and one of another type, are errors`() throws {
    let row = Row(columns: .init(["id", "count", "open"]), values: [.text("n_1"), .integer(2), .null])
    #expect(try row.text("id") == "n_1")
    #expect(try row.integer("count") == 2)
    #expect(try row.integerOrNil("open") == nil)
    #expect(throws: EngineError.self) { try row.text("number") }
    #expect(throws: EngineError.self) { try row.integer("id") }
    #expect(throws: EngineError.self) { try row.flag("count") }
    #expect(throws: EngineError.self) { try row.integer("open") }
  }
}
