import PostgresEngine
package import SQLEngine
import SQLiteEngine

/// A database of its own for one test, on the engine that the test is given. It goes away with this.
///
///     let shop = try await TestDatabase(on: engine)
///     try await shop.write { transaction in … }
package final class TestDatabase: Sendable {
  package let engine: Engine
  package let database: any ManagedDatabase
  /// Keeps the file or the server's database until the test is over.
  private let place: any Sendable

  /// Opens a database with the shop's schema, or an empty one.
  package init(on engine: Engine, migrated: Bool = true, limits: EngineLimits = EngineLimits()) async throws {
    self.engine = engine
    switch engine {
    case .sqlite:
      let file = try await SQLiteFile(migrated: migrated, options: SQLiteOptions(limits))
      (database, place) = (file.database, file)
    case .postgres:
      let place = try await PostgresPlace(migrated: migrated, options: PostgresOptions(limits))
      (database, self.place) = (place, place)
    }
  }

  package var dialect: Dialect { engine.dialect }

  package func write<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await database.write(body)
  }

  package func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await database.read(body)
  }
}
