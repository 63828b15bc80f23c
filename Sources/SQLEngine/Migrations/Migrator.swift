/// Brings a database's schema to what this program knows: forward only, each step in a transaction of its own.
package struct Migrator: Sendable {
  package let migrations: [Migration]

  /// Throws ``MigrationError/misnumbered(_:)`` unless the steps count 1, 2, 3… without gap or repetition.
  package init(_ migrations: [Migration]) throws {
    self.migrations = migrations.sorted { $0.number < $1.number }
    for (index, migration) in self.migrations.enumerated() where migration.number != index + 1 {
      throw MigrationError.misnumbered(migration.name)
    }
  }

  /// Applies what is missing and returns the names of the steps it applied. Of several processes that begin at once, each step is one's.
  ///
  /// Refuses, before it changes anything, a schema made by a newer program and one made from files that were changed since.
  package func migrate(_ database: some Database) async throws -> [String] {
    var applied: [String] = []
    for migration in try await pending(in: database) {
      let isMine = try await database.write { transaction in
        guard try transaction.row("SELECT 1 AS one FROM schema_migrations WHERE number = \(migration.number)") == nil else { return false }
        try apply(migration, in: transaction)
        return true
      }
      if isMine { applied.append(migration.name) }
    }
    return applied
  }

  /// The steps that the database still lacks; throws as ``migrate(_:)`` does.
  package func pending(in database: some Database) async throws -> [Migration] {
    let applied = try await database.write { transaction in
      try transaction.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)")
      return try transaction.rows("SELECT number, name, checksum FROM schema_migrations ORDER BY number")
    }
    for (index, row) in applied.enumerated() {
      let name = try row.text("name")
      guard index < migrations.count else { throw MigrationError.newerSchema(name) }
      let migration = migrations[index]
      guard try row.integer("number") == Int64(migration.number), name == migration.name, try row.text("checksum") == migration.checksum
      else { throw MigrationError.changed(name) }
    }
    return Array(migrations.dropFirst(applied.count))
  }

  /// Whether this database was ever looked at by a migrator; changes nothing.
  package static func hasBegun(on database: some Database) async throws -> Bool {
    do {
      return try await database.read { transaction in try transaction.row("SELECT COUNT(*) AS steps FROM schema_migrations") != nil }
    } catch EngineError.statement {
      // There is no such table.
      return false
    }
  }

  private func apply(_ migration: Migration, in transaction: Transaction) throws {
    for statement in SchemaScript.statements(of: migration.text) {
      let rendered = SchemaScript.render(statement, for: transaction.dialect)
      do {
        try transaction.connection.executeSchema(rendered)
      } catch EngineError.statement(let reason) {
        throw MigrationError.failed(name: migration.name, statement: statement, reason: reason)
      }
    }
    try transaction.execute(
      """
      INSERT INTO schema_migrations (number, name, checksum)
      VALUES (\(migration.number), \(migration.name), \(migration.checksum))
      """)
  }
}

/// Why a schema could not be brought up to date; nothing was changed by the step concerned.
package enum MigrationError: Error, Sendable, Equatable {
  /// The database was used by a newer version of the program, which applied this step.
  case newerSchema(String)
  /// The file of an applied step is not what was applied.
  case changed(String)
  /// The files do not count 1, 2, 3…; this one stands in the wrong place.
  case misnumbered(String)
  /// The engine could not run a statement.
  case failed(name: String, statement: String, reason: String)
}
