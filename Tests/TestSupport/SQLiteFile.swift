import Foundation
import SQLEngine
package import SQLiteEngine
import Stores

/// A SQLite database of its own for one test: a file in a folder that goes away with it.
package final class SQLiteFile: Sendable {
  package let database: SQLiteDatabase
  package let path: String
  private let folder: TestFolder

  /// Opens a database with the shop's schema, or an empty one.
  package init(migrated: Bool = false, options: SQLiteOptions = .forTests) async throws {
    folder = try TestFolder()
    path = folder.path + "/shop.db"
    if migrated { try await Self.template.value.write(to: URL(fileURLWithPath: path)) }
    database = try SQLiteDatabase(path: path, options: options)
  }

  /// The file of a shop without any data: the schema is built once per run, and every test gets a copy.
  private static let template = Task {
    let folder = try TestFolder()
    let database = try SQLiteDatabase(path: folder.path + "/shop.db", options: .forTests)
    _ = try await Migrations.migrator(for: .sqlite).migrate(database)
    _ = try await database.checkpoint()
    await database.close()
    return try Data(contentsOf: URL(fileURLWithPath: folder.path + "/shop.db"))
  }
}

extension SQLiteOptions {
  /// Two readers are enough for a test, and many tests run at once.
  package static var forTests: SQLiteOptions { SQLiteOptions(EngineLimits()) }

  package init(_ limits: EngineLimits) {
    self.init()
    readers = limits.readers
    if let most = limits.maximumBatch { maximumBatch = most }
    if let most = limits.maximumWaitingWrites { maximumWaitingWrites = most }
    if let most = limits.maximumWaitingReads { maximumWaitingReads = most }
    if let most = limits.maximumReadMilliseconds { maximumReadMilliseconds = most }
  }
}
