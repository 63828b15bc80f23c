import Foundation
import SQLEngine
import SQLiteEngine
import Stores

/// A database of its own for one test: a file in a folder that goes away with it.
///
///     let shop = try await TestDatabase()
///     try await shop.database.write { transaction in … }
final class TestDatabase: Sendable {
  let database: SQLiteDatabase
  let path: String
  private let folder: TestFolder

  /// Opens a database with the shop's schema, or an empty one.
  init(migrated: Bool = true, options: SQLiteOptions = .forTests) async throws {
    folder = try TestFolder()
    path = folder.path + "/shop.db"
    if migrated { try await Self.template.value.write(to: URL(fileURLWithPath: path)) }
    database = try SQLiteDatabase(path: path, options: options)
  }

  func write<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await database.write(body)
  }

  func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await database.read(body)
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

/// A folder that exists as long as this does; in memory where the machine has a place for it.
final class TestFolder: Sendable {
  let path: String

  init() throws {
    let memory = "/dev/shm"
    let parent = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    path = "\(parent)/counterfoil-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // What is left behind is a few files in a temporary folder.
    try? FileManager.default.removeItem(atPath: path)
  }
}

extension SQLiteOptions {
  /// Two readers are enough for a test, and many tests run at once.
  static var forTests: SQLiteOptions {
    var options = SQLiteOptions()
    options.readers = 2
    return options
  }
}
