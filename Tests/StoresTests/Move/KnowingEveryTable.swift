import Foundation
import SQLEngine
import TestSupport
import Testing

@testable import Stores

@Suite struct `Knowing every table` {
  /// The tables that the migrations of an engine leave behind, by reading their text.
  private func made(for engine: Engine) throws -> Set<String> {
    var tables: Set<String> = ["schema_migrations"]
    for migration in try Migrations.migrator(for: engine.dialect).migrations {
      for match in migration.text.matches(of: /(CREATE|DROP|ALTER) TABLE (?:IF EXISTS )?(\w+)(?: RENAME TO (\w+))?/) {
        switch match.1 {
        case "CREATE": tables.insert(String(match.2))
        case "DROP": tables.remove(String(match.2))
        default:
          guard let name = match.3 else { continue }
          tables.remove(String(match.2))
          tables.insert(String(name))
        }
      }
    }
    return tables
  }

  @Test(arguments: Engine.underTest)
  func `what the migrations made is copied, but for what each database has of its own`(on engine: Engine) async throws {
    let shop = try await TestDatabase(on: engine)
    let (all, copied) = try await shop.read { tx in (try tx.tableCatalog.names(), try tx.tableCatalog.tables()) }
    #expect(Set(all) == (try made(for: engine)))
    #expect(Set(all).subtracting(copied.map(\.name)) == ["schema_migrations", "shop_moves", "search_documents", "search_words"])
  }

  @Test(arguments: Engine.underTest)
  func `every row that is referred to is there first`(on engine: Engine) async throws {
    let shop = try await TestDatabase(on: engine)
    let tables = try await shop.read { tx in try tx.tableCatalog.tables() }
    #expect(tables.contains { !$0.references.isEmpty })
    var filled: Set<String> = []
    for table in tables {
      filled.insert(table.name)
      #expect(table.references.allSatisfy { filled.contains($0.table) }, "\(table.name) comes too early")
      #expect(!table.key.isEmpty)
      #expect(table.ownReferences.allSatisfy { !table.key.contains($0) }, "\(table.name) cannot be filled in a second go")
    }
  }

  @Test func `both engines have the same tables, columns and keys`() async throws {
    guard Engine.underTest.contains(.postgres) else { return }
    let (file, server) = (try await TestDatabase(on: .sqlite), try await TestDatabase(on: .postgres))
    let first = try await file.read { tx in try tx.tableCatalog.tables() }
    let second = try await server.read { tx in try tx.tableCatalog.tables() }
    #expect(first == second)
    #expect(first.contains { $0.columns.contains { !$0.isText } && $0.key.count > 1 })
  }

  @Test func `a circle and a table without a key are refused`() async throws {
    let shop = try await TestDatabase(on: .sqlite, migrated: false)
    try await shop.database.build(
      """
      CREATE TABLE hens (id TEXT NOT NULL PRIMARY KEY, egg_id TEXT REFERENCES eggs (id));
      CREATE TABLE eggs (id TEXT NOT NULL PRIMARY KEY, hen_id TEXT REFERENCES hens (id));
      """)
    await #expect(throws: EngineError.statement("These tables refer to each other in a circle: eggs, hens.")) {
      try await shop.read { tx in try tx.tableCatalog.tables() }
    }
    try await shop.write { tx in try tx.execute("CREATE TABLE crumbs (text TEXT)") }
    await #expect(throws: EngineError.statement("The table crumbs has no primary key.")) {
      try await shop.read { tx in try tx.tableCatalog.tables() }
    }
  }
}
