import Testing

@testable import SQLEngine

@Suite("Reading migration files")
struct ReadingMigrationFiles {
  @Test func `statements end at semicolons outside quotes and comments`() {
    let text = """
      -- A comment; with a semicolon and a 'quote
      CREATE TABLE a (id TEXT DEFAULT 'it''s; fine', "odd;name" TEXT, [other;name] TEXT);
      /* more; of
         it */ INSERT INTO a (id) VALUES (';');;
      CREATE INDEX i ON a (id) -- the end; really
      """
    #expect(
      SchemaScript.statements(of: text) == [
        "CREATE TABLE a (id TEXT DEFAULT 'it''s; fine', \"odd;name\" TEXT, [other;name] TEXT)",
        "INSERT INTO a (id) VALUES (';')",
        "CREATE INDEX i ON a (id)",
      ])
  }

  @Test(arguments: ["", "   \n", "-- only a comment", ";;", "/* open", "/*/"])
  func `a file may hold nothing`(text: String) {
    #expect(SchemaScript.statements(of: text).isEmpty)
  }

  @Test func `a quote that is never closed ends with the file`() {
    #expect(SchemaScript.statements(of: "SELECT 'a;b") == ["SELECT 'a;b"])
  }

  @Test func `tables are strict and integers wide, words in quotes untouched`() {
    let statement = "create table t (n bigint NOT NULL CHECK (n <> 'BIGINT'), bigint_like TEXT)"
    #expect(
      SchemaScript.render(statement, for: .sqlite)
        == "create table t (n INTEGER NOT NULL CHECK (n <> 'BIGINT'), bigint_like TEXT) STRICT")
  }

  @Test func `texts are sorted by their octets, columns that are called text untouched`() {
    #expect(
      SchemaScript.render("CREATE TABLE t (id TEXT NOT NULL, text TEXT CHECK (text <> 'TEXT'), n BIGINT)", for: .postgres)
        == #"CREATE TABLE t (id TEXT COLLATE "C" NOT NULL, text TEXT COLLATE "C" CHECK (text <> 'TEXT'), n BIGINT)"#)
    #expect(SchemaScript.render("ALTER TABLE t ADD COLUMN s TEXT", for: .postgres) == #"ALTER TABLE t ADD COLUMN s TEXT COLLATE "C""#)
  }

  @Test(arguments: [
    "CREATE VIRTUAL TABLE words USING fts5 (word, tokenize = 'unicode61')", "CREATE INDEX bigint ON t (n)",
    "INSERT INTO t (n) VALUES (1)",
  ])
  func `everything but a table stays as it is`(statement: String) {
    #expect(SchemaScript.render(statement, for: .sqlite) == statement)
    #expect(SchemaScript.render(statement, for: .postgres) == statement)
  }

  @Test func `a list of choices is said as equalities, which SQLite checks without an index of its own`() {
    let statement = "CREATE TABLE t (kind TEXT NOT NULL CHECK (kind IN ('a', 'b', 'c')) , n TEXT CHECK (n IN ('x', 'y')))"
    #expect(
      SchemaScript.render(statement, for: .sqlite)
        == "CREATE TABLE t (kind TEXT NOT NULL CHECK ((kind = 'a' OR kind = 'b' OR kind = 'c')) , n TEXT CHECK (n IN ('x', 'y'))) STRICT"
    )
    #expect(SchemaScript.render(statement, for: .postgres).contains("IN ('a', 'b', 'c')"))
  }

  @Test(arguments: ["a IN (1, 2, 3)", "a IN ('x', 'y', b)", "a NOT IN ('x', 'y', 'z')", "a IN (SELECT 'x')"])
  func `what is no plain list of choices stays a list`(condition: String) {
    let statement = "CREATE TABLE t (a TEXT CHECK (\(condition)))"
    #expect(SchemaScript.render(statement, for: .sqlite).contains(condition))
  }

  @Test func `an added column is rewritten without STRICT`() {
    #expect(SchemaScript.render("ALTER TABLE t ADD COLUMN n BIGINT", for: .sqlite) == "ALTER TABLE t ADD COLUMN n INTEGER")
  }
}
