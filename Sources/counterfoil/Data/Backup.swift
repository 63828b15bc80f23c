import Domain
import Foundation

/// Copies a shop while it sells: a folder with the database as it was at one moment, and the secret that belongs to it.
struct Backup: Sendable {
  let place: ShopPlace

  init(of place: ShopPlace) {
    self.place = place
  }

  static let databaseName = "counterfoil.sqlite"
  static let secretName = "secret.key"
  /// In the name of whatever is not a backup yet, the folder of its trial included.
  private static let unfinished = ".partial"

  /// Makes a folder `name-moment` in `parent` and returns its path. It has its name only once everything in it is whole and checked.
  ///
  /// - Parameter isTried: whether it is restored once, elsewhere, before it counts; data of an older version are not.
  func make(in parent: String, named name: String, isTried: Bool = true) async throws -> String {
    let files = FileManager.default
    let target = "\(parent)/\(name)-\(Self.stamp())"
    let partial = target + Self.unfinished
    do {
      try files.createDirectory(atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      guard !files.fileExists(atPath: target), !files.fileExists(atPath: partial) else {
        throw CommandFailure("\(target) exists already. Wait a second, then try again.")
      }
      try files.createDirectory(atPath: partial, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      try await place.storage.copy(to: "\(partial)/\(Self.databaseName)")
      if let secret = files.contents(atPath: place.folder.secretPath) {
        try DataFolder.writePrivately([UInt8](secret), to: "\(partial)/\(Self.secretName)")
      }
      if isTried { try await BackupTrial.restore(partial) }
      try files.moveItem(atPath: partial, toPath: target)
    } catch let error as CocoaError {
      // Nothing of a copy that failed is of use.
      try? files.removeItem(atPath: partial)
      throw CommandFailure("The backup \(target) cannot be written: \(error.localizedDescription)")
    } catch {
      try? files.removeItem(atPath: partial)
      throw error
    }
    return target
  }

  /// The backups `name-…` in a folder, oldest first.
  static func list(in parent: String, named name: String) -> [String] {
    names(in: parent, after: name).filter { !$0.contains(unfinished) }.sorted().map { "\(parent)/\($0)" }
  }

  /// Removes what backups `name-…` left in a folder that were killed before they counted. Only for whoever alone makes backups of that name
  /// there.
  static func removeUnfinished(in parent: String, named name: String) {
    for left in names(in: parent, after: name) where left.contains(unfinished) {
      try? FileManager.default.removeItem(atPath: "\(parent)/\(left)")
    }
  }

  private static func names(in parent: String, after name: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    return names.filter { $0.hasPrefix("\(name)-") }
  }

  /// `20261121T130500Z`: sorts by time.
  private static func stamp() -> String {
    let text = Clock.now().text
    return String(text.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
  }
}
