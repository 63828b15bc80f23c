import Domain
import Foundation
import Logging
import SQLEngine
import SQLiteEngine
import Secrets
import Stores
import UseCases

/// A shop's data, open in this process and claimed by it.
struct OpenData: Sendable {
  let place: ShopPlace
  let database: SQLiteDatabase
  let shop: Shop

  /// Opens the data, or makes them, and brings the schema up to date; data of an older version are copied first.
  static func open(
    _ place: ShopPlace, options: SQLiteOptions = SQLiteOptions(), outside: Outside = Outside(),
    gateways: @escaping GatewaySource = { _ in [] }, chatDoors: @escaping ChatDoorSource = { _ in [] }, logger: Logger
  ) async throws -> OpenData {
    try place.folder.make()
    let database = try SQLiteDatabase(path: place.databasePath, options: options)
    do {
      try await migrate(database, at: place, logger: logger)
      let credentials = Credentials(keyring: try KeyringFile.open(place.folder.secretPath))
      let shop = Shop(
        database: database, clock: Clock.now, logger: logger, credentials: credentials, outside: outside, gateways: gateways,
        chatDoors: chatDoors)
      try await shop.recordPastSales()
      return OpenData(place: place, database: database, shop: shop)
    } catch {
      await database.close()
      throw error
    }
  }

  func close() async {
    await database.close()
  }

  private static func migrate(_ database: SQLiteDatabase, at place: ShopPlace, logger: Logger) async throws {
    let migrator = try Migrations.migrator(for: .sqlite)
    let pending = try await migrator.pending(in: database)
    if !pending.isEmpty, pending.count < migrator.migrations.count {
      let copy = try await Backup(of: database, at: place).make(in: place.folder.backupsPath, named: "before-upgrade", isTried: false)
      logger.notice("The data were copied before the schema is changed.", metadata: ["copy": "\(copy)"])
    }
    _ = try await migrator.migrate(database)
  }
}

/// The wall clock.
enum Clock {
  @Sendable static func now() -> Instant {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }
}
