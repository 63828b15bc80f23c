import SQLEngine
import Stores
import TestSupport
import Testing

@Suite("Migrating a schema")
struct MigratingASchema {
  private static let notes = ("0001_notes.sql", "CREATE TABLE notes (id TEXT PRIMARY KEY, size BIGINT NOT NULL);\n")
  private static let authors = ("0002_authors.sql", "-- Who wrote it; more to come.\nCREATE TABLE authors (id TEXT PRIMARY KEY);\n")

  @Test(arguments: Engine.underTest)
  func `a fresh database gets every step, and a second run none`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let migrator = try Self.migrator(Self.authors, Self.notes)
    #expect(try await migrator.migrate(test.database) == ["0001_notes", "0002_authors"])
    #expect(try await migrator.migrate(test.database) == [])
    try await test.write { try $0.execute("INSERT INTO notes (id, size) VALUES ('n', 1)") }
  }

  @Test(arguments: Engine.underTest)
  func `an older database gets only what it lacks`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    _ = try await Self.migrator(Self.notes).migrate(test.database)
    let migrator = try Self.migrator(Self.notes, Self.authors)
    #expect(try await migrator.pending(in: test.database).map(\.name) == ["0002_authors"])
    #expect(try await migrator.migrate(test.database) == ["0002_authors"])
  }

  @Test(arguments: Engine.underTest)
  func `a database of a newer program is refused and left alone`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    _ = try await Self.migrator(Self.notes, Self.authors).migrate(test.database)
    await #expect(throws: MigrationError.newerSchema("0002_authors")) { try await Self.migrator(Self.notes).migrate(test.database) }
  }

  @Test(arguments: Engine.underTest)
  func `a step that was changed after it was applied is refused`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    _ = try await Self.migrator(Self.notes).migrate(test.database)
    let changed = ("0001_notes.sql", Self.notes.1 + "CREATE TABLE more (id TEXT);\n")
    await #expect(throws: MigrationError.changed("0001_notes")) { try await Self.migrator(changed, Self.authors).migrate(test.database) }
    #expect(try await Self.tables(of: test) == ["notes", "schema_migrations"])
  }

  @Test(arguments: Engine.underTest)
  func `a step that fails leaves nothing of itself, and the steps before it stay`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let broken = ("0002_broken.sql", "CREATE TABLE half (id TEXT);\nCREATE TABEL oops (id TEXT);\n")
    #expect(throws: MigrationError.self) { try Self.migrator(broken) }
    let error = await #expect(throws: MigrationError.self) { try await Self.migrator(Self.notes, broken).migrate(test.database) }
    guard case .failed("0002_broken", "CREATE TABEL oops (id TEXT)", _) = error else {
      Issue.record("The failure was reported as \(String(describing: error)).")
      return
    }
    #expect(try await Self.tables(of: test) == ["notes", "schema_migrations"])
    #expect(try await Self.migrator(Self.notes, Self.authors).migrate(test.database) == ["0002_authors"])
  }

  @Test func `numbers must count without gap or repetition`() {
    #expect(throws: MigrationError.misnumbered("0002_authors")) { try Self.migrator(Self.authors) }
    #expect(throws: MigrationError.misnumbered("0001_other")) { try Self.migrator(Self.notes, ("0001_other.sql", "")) }
  }

  @Test func `a file for one engine is not seen by the other`() throws {
    let file = "0007_search.sqlite.sql"
    #expect(Migration(fileName: file, text: "", dialect: .sqlite)?.name == "0007_search")
    #expect(Migration(fileName: file, text: "", dialect: .postgres) == nil)
    for name in ["7_search.sql", "search.sql", "0000_zero.sql", "0001.sql", "0001_notes.txt"] {
      #expect(Migration(fileName: name, text: "", dialect: .sqlite) == nil, "\(name)")
    }
  }

  @Test(arguments: Engine.underTest)
  func `columns keep their type`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    _ = try await Self.migrator(Self.notes).migrate(test.database)
    await #expect(throws: EngineError.self) {
      try await test.write { try $0.execute("INSERT INTO notes (id, size) VALUES ('n', 'large')") }
    }
  }

  @Test(arguments: Engine.underTest)
  func `the shop's own schema is applied as a whole and sound`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine)
    #expect(try await Migrations.migrator(for: engine.dialect).migrate(test.database) == [])
    #expect(try await test.database.integrityCheck().isEmpty)
  }

  private static func migrator(_ files: (name: String, text: String)...) throws -> Migrator {
    try Migrator(files.compactMap { Migration(fileName: $0.name, text: $0.text, dialect: .sqlite) })
  }

  private static func tables(of test: TestDatabase) async throws -> [String] {
    let names: SQL =
      switch test.engine {
      case .sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
      case .postgres: "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY name"
      }
    return try await test.read { try $0.rows(names).map { try $0.text("name") } }
  }
}
