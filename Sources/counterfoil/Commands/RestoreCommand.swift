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
  var backup: String?

  @Flag(help: "Check data that were brought back by other means, such as PostgreSQL's archive, and hold back what leaves them.")
  var mark = false

  @Flag(help: "Let a restored shop send messages and pursue payments again.")
  var release = false

  @Option(help: "A list of erasures kept after the backup was made. [COUNTERFOIL_ERASURES] (default: the one of the shop it lies in)")
  var erasures: String?

  func run() async throws {
    let place = try data.place()
    guard [backup != nil, mark, release].filter(\.self).count == 1 else {
      throw ValidationError("Name a backup, or say --mark or --release.")
    }
    guard !release || erasures == nil else { throw ValidationError("--erasures belongs to a restore or to --mark.") }
    guard let backup else { return try await ShopCaller(place: place).call(mark ? markRequest(place) : ShopRequest(.release)) }
    try await restore(backup, to: place)
  }

  private func markRequest(_ place: ShopPlace) throws -> ShopRequest {
    let list = erasures ?? Surroundings.value("ERASURES") ?? ErasureList.find(in: place.folder)
    return ShopRequest(.markRestored, ["erased": ErasureList.text(try list.map(ErasureList.read) ?? [])])
  }

  private func restore(_ backup: String, to place: ShopPlace) async throws {
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
      let received = ShopPlace(folder: place.folder, storage: place.storage.received)
      try await Self.check(received, forgetting: list.map(ErasureList.read) ?? [])
      try place.storage.settle()
    } catch {
      // A restore that failed leaves nothing that could be taken for a shop.
      await place.storage.received.discard()
      unlink(place.folder.secretPath)
      throw error
    }
    if source.secret == nil { Console.complain("This backup has no secret.key, so PINs must be set again.") }
    let elsewhere = place.storage.isOwnFile ? "" : " and \(place.storage.name)"
    Console.say("The shop was restored to \(place.folder.path)\(elsewhere).")
    Console.complain(RestoredShop.words)
  }

  private static func copy(_ source: String, to target: String) throws {
    guard let content = FileManager.default.contents(atPath: source) else { throw CommandFailure("\(source) cannot be read.") }
    try DataFolder.writePrivately([UInt8](content), to: target)
  }

  /// Nothing is called restored that is damaged, or that still knows somebody who asked to be forgotten since.
  private static func check(_ place: ShopPlace, forgetting erased: [ID<Customer>]) async throws {
    // A backup without its secret gets a new one.
    let intention = OpenData.Intention(
      tuning: EngineTuning(allowsLongReads: true), acceptsNewSecret: true, allowsMoved: true, isRestoring: true)
    let opened = try await OpenData.open(place, for: intention, logger: QuietLog.logger)
    do {
      let count = try await RestoredShop(opened: opened).begin(forgetting: erased)
      if count > 0 { Console.say("\(count) customers were erased after this backup was made, and are erased here too.") }
    } catch {
      await opened.close()
      throw error
    }
    await opened.close()
  }
}
