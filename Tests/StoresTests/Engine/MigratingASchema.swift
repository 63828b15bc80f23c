import SQLEngine
import SQLiteEngine
import Stores
import Testing

@Suite("Migrating a schema")
struct MigratingASchema {
  private static let notes = ("0001_notes.sql", "CREATE TABLE notes (id TEXT PRIMARY KEY, size BIGINT NOT NULL);\n")
  private static let authors = ("0002_authors.sql", "-- Who wrote it; more to come.\nCREATE TABLE authors (id TEXT PRIMARY KEY);\n")

  @Test func `a fresh database gets every step, and a second run none`() async throws {
    let test = try await TestDatabase(migrated: false)
    let migrator = try Self.migrator(Self.authors, Self.notes)
    #expect(try await migrator.migrate(test.database) == ["0001_notes", "0002_authors"])
    #expect(try await migrator.migrate(test.database) == [])
    try await test.write { try $0.execute("INSERT INTO notes (id, size) VALUES ('n', 1)") }
  }

  @Test func `an older database gets only what it lacks`() async throws {
    let test = try await TestDatabase(migrated: false)
    _ = try await Self.migrator(Self.notes).migrate(test.database)
    let migrator = try Self.migrator(Self.notes, Self.authors)
    #expect(try await migrator.pending(in: test.database).map(\.name) == ["0002_authors"])
    #expect(try await migrator.migrate(test.database) == ["0002_authors"])
  }

  @Test func `a database of a newer program is refused and left alone`() async throws {
    let test = try await TestDatabase(migrated: false)
    _ = try await Self.migrator(Self.notes, Self.authors).migrate(test.database)
    await #expect(throws: MigrationError.newerSchema("0002_authors")) { try await Self.migrator(Self.notes).migrate(test.database) }
  }

  @Test func `a step that was changed after it was applied is refused`() async throws {
    let test = try await TestDatabase(migrated: false)
    _ = try await Self.migrator(Self.notes).migrate(test.database)
    let changed = ("0001_notes.sql", Self.notes.1 + "CREATE TABLE more (id TEXT);\n")
    await #expect(throws: MigrationError.changed("0001_notes")) { try await Self.migrator(changed, Self.authors).migrate(test.database) }
    #expect(try await Self.tables(of: test) == ["notes", "schema_migrations"])
  }

  @Test func `a step that fails leaves nothing of itself, and the steps before it stay`() async throws {
    let test = try await TestDatabase(migrated: false)
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

  @Test func `columns keep their type`() async throws {
    let test = try await TestDatabase(migrated: false)
    _ = try await Self.migrator(Self.notes).migrate(test.database)
    await #expect(throws: EngineError.self) {
      try await test.write { try $0.execute("INSERT INTO notes (id, size) VALUES ('n', 'large')") }
    }
  }

  @Test func `the shop's own schema is applied as a whole and sound`() async throws {
    let test = try await TestDatabase()
    #expect(try await Migrations.migrator(for: .sqlite).migrate(test.database) == [])
    #expect(try await test.database.integrityCheck().isEmpty)
  }

  private static func migrator(_ files: (name: String, text: String)...) throws -> Migrator {
    try Migrator(files.compactMap { Migration(fileName: $0.name, text: $0.text, dialect: .sqlite) })
  }

  private static func tables(of test: TestDatabase) async throws -> [String] {
    try await test.read { transaction in
      try transaction.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").map { try $0.text("name") }
    }
  }
}
