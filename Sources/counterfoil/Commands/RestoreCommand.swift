import ArgumentParser
import Domain
import Foundation
import SQLEngine
import SQLiteEngine
import UseCases

/// `counterfoil restore BACKUP --data NEW`: makes a shop of a backup in a new folder, checks it, and marks it as restored.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make a new folder from a backup, checked.")

  @OptionGroup var data: DataOptions

  @Argument(help: "A folder that `backup` made, the folder above several (the newest counts), or a database file.")
  var backup: String

  @Option(help: "A list of erasures kept after the backup was made. [COUNTERFOIL_ERASURES] (default: the one of the shop it lies in)")
  var erasures: String?

  func run() async throws {
    let place = try data.place()
    let source = try Self.source(of: ShopPlace.trimmed(backup))
    let files = FileManager.default
    for path in [place.databasePath, place.folder.secretPath] where files.fileExists(atPath: path) {
      throw CommandFailure("\(path) exists already. Restore into a new folder.")
    }
    try place.folder.make()
    do {
      try Self.copy(source.database, to: place.databasePath)
      if let secret = source.secret { try Self.copy(secret, to: place.folder.secretPath) }
      let list = erasures ?? Surroundings.value("ERASURES") ?? ErasureList.find(near: source.database)
      try await Self.check(place, forgetting: list.map(ErasureList.read) ?? [])
    } catch {
      // A restore that failed leaves nothing that could be taken for a shop.
      for path in [place.databasePath, place.databasePath + "-wal", place.databasePath + "-shm", place.folder.secretPath] { unlink(path) }
      throw error
    }
    if source.secret == nil { Console.complain("This backup has no secret.key, so PINs must be set again.") }
    Console.say("The shop was restored to \(place.folder.path).")
  }

  /// The database file of a backup and the secret beside it.
  private static func source(of path: String) throws -> (database: String, secret: String?) {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: path, isDirectory: &isFolder) else { throw CommandFailure("There is no backup at \(path).") }
    guard isFolder.boolValue else { return (path, beside(path)) }
    if files.fileExists(atPath: "\(path)/\(Backup.databaseName)") { return try source(of: "\(path)/\(Backup.databaseName)") }
    let all = ["counterfoil", "daily"].flatMap { Backup.list(in: path, named: $0) }
    guard let newest = all.max(by: { moment($0) < moment($1) }) else { throw CommandFailure("There is no backup in \(path).") }
    return try source(of: newest)
  }

  private static func beside(_ database: String) -> String? {
    let folder = (database as NSString).deletingLastPathComponent
    let secret = (folder.isEmpty ? "." : folder) + "/\(Backup.secretName)"
    return FileManager.default.fileExists(atPath: secret) ? secret : nil
  }

  private static func moment(_ path: String) -> Substring { path.suffix(16) }

  private static func copy(_ source: String, to target: String) throws {
    guard let content = FileManager.default.contents(atPath: source) else { throw CommandFailure("\(source) cannot be read.") }
    try DataFolder.writePrivately([UInt8](content), to: target)
  }

  /// Nothing is called restored that is damaged, or that still knows somebody who asked to be forgotten since.
  private static func check(_ place: ShopPlace, forgetting erased: [ID<Customer>]) async throws {
    let opened = try await OpenData.open(place, logger: QuietLog.logger)
    do {
      let damage = try await opened.database.integrityCheck()
      let broken =
        damage.isEmpty ? try await opened.shop.read(by: .system) { work in try work.checkInvariants() } + opened.shop.checkAuditSeals() : []
      guard damage.isEmpty, broken.isEmpty else {
        throw CommandFailure((["This backup is damaged, so it was not restored."] + damage + broken).joined(separator: "\n  "))
      }
      let count = try await opened.shop.write(by: .system) { work in
        _ = try work.raiseRestoreEpoch()
        return try work.eraseAgain(erased)
      }
      if count > 0 { Console.say("\(count) customers were erased after this backup was made, and are erased here too.") }
    } catch {
      await opened.close()
      throw error
    }
    await opened.close()
  }
}
