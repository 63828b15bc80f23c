import Logging
import SQLEngine
import Stores

/// Brings the schema up to date. Of processes that start together one does it, and the others wait for it.
struct Upgrade: Sendable {
  let place: ShopPlace
  let logger: Logger

  /// - Throws: ``MigrationError`` for data of a newer version, ``CommandFailure`` for those of another program; nothing was changed then.
  func run(on database: any ManagedDatabase) async throws {
    let migrator = try Migrations.migrator(for: database.dialect)
    try await database.exclusively {
      // Asked in turn, so that what another process is just making is not taken for somebody else's.
      let (isOurs, isBlank) = (try await Migrator.hasBegun(on: database), try await database.isBlank())
      guard isOurs || isBlank else {
        throw CommandFailure("\(place.storage.name) holds something that is not Counterfoil's. Name an empty database.")
      }
      let pending = try await migrator.pending(in: database)
      if !pending.isEmpty, pending.count < migrator.migrations.count {
        let copy = try await Backup(of: place).make(in: place.folder.backupsPath, named: "before-upgrade", isTried: false)
        logger.notice("The data were copied before the schema is changed.", metadata: ["copy": "\(copy)"])
      }
      _ = try await migrator.migrate(database)
    }
  }
}
