import ArgumentParser
import Domain
import Foundation
import SQLEngine
import UseCases

/// `counterfoil restore BACKUP --data NEW`: makes a shop of a backup in a new folder, checks it, and marks it as restored. With
/// `--database postgres://…` the data go into that database, which has to be empty.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make a shop from a backup, in a new folder or an empty database, checked.")

  @OptionGroup var data: DataOptions

  @Argument(
    help:
      "A folder that `backup` made, the folder above several (the newest counts), a database file, or the folder of `serve --replicate-to`."
  )
  var backup: String

  @Option(help: "A list of erasures kept after the backup was made. [COUNTERFOIL_ERASURES] (default: the one of the shop it lies in)")
  var erasures: String?

  func run() async throws {
    let place = try data.place()
    let files = FileManager.default
    guard !files.fileExists(atPath: place.folder.secretPath) else {
      throw CommandFailure("\(place.folder.secretPath) exists already. Restore into a new folder.")
    }
    try place.folder.make()
    let source = try await BackupSource.open(ShopPlace.trimmed(backup), scratch: "\(place.folder.path)/followed.sqlite")
    defer { source.close() }
    try await place.storage.receive(source.database, scratch: "\(place.folder.path)/restoring.sqlite")
    do {
      if let secret = source.secret { try Self.copy(secret, to: place.folder.secretPath) }
      let list = erasures ?? Surroundings.value("ERASURES") ?? ErasureList.find(near: source.origin)
      try await Self.check(place, forgetting: list.map(ErasureList.read) ?? [])
    } catch {
      // A restore that failed leaves nothing that could be taken for a shop.
      await place.storage.discard()
      unlink(place.folder.secretPath)
      throw error
    }
    if source.secret == nil { Console.complain("This backup has no secret.key, so PINs must be set again.") }
    let elsewhere = place.storage.isOwnFile ? "" : " and \(place.storage.name)"
    Console.say("The shop was restored to \(place.folder.path)\(elsewhere).")
  }

  private static func copy(_ source: String, to target: String) throws {
    guard let content = FileManager.default.contents(atPath: source) else { throw CommandFailure("\(source) cannot be read.") }
    try DataFolder.writePrivately([UInt8](content), to: target)
  }

  /// Nothing is called restored that is damaged, or that still knows somebody who asked to be forgotten since.
  private static func check(_ place: ShopPlace, forgetting erased: [ID<Customer>]) async throws {
    // A backup without its secret gets a new one.
    let intention = OpenData.Intention(acceptsNewSecret: true, allowsMoved: true)
    let opened = try await OpenData.open(place, for: intention, logger: QuietLog.logger)
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
