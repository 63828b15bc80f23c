import Foundation
import SQLiteEngine

/// What a shop can be restored from: a backup, or a copy that followed the shop.
struct BackupSource: Sendable {
  /// A whole database file.
  let database: String
  /// The secret that belongs to it; nil where there is none.
  let secret: String?
  /// Where a list of erasures is looked for.
  let origin: String
  /// Whether the file was only made for the restore.
  private let isMade: Bool

  /// Finds what a path names.
  ///
  /// - Parameter scratch: a path at which the database file of a followed copy is put together.
  /// - Throws: ``CommandFailure`` where there is nothing, or what the copy's damage is.
  static func open(_ path: String, scratch: String) async throws -> BackupSource {
    if let line = ReplicaLine.newest(at: path) {
      try await SQLiteDatabase.restore(line, to: scratch)
      let secret = "\(line.folder)/\(Backup.secretName)"
      return BackupSource(
        database: scratch, secret: FileManager.default.fileExists(atPath: secret) ? secret : nil, origin: line.folder, isMade: true)
    }
    let database = try file(at: path)
    return BackupSource(database: database, secret: beside(database), origin: database, isMade: false)
  }

  /// Removes what was only made for the restore.
  func close() {
    if isMade { SQLiteStorage.remove(database) }
  }

  private static func file(at path: String) throws -> String {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: path, isDirectory: &isFolder) else { throw CommandFailure("There is no backup at \(path).") }
    guard isFolder.boolValue else { return path }
    if files.fileExists(atPath: "\(path)/\(Backup.databaseName)") { return "\(path)/\(Backup.databaseName)" }
    let all = ["counterfoil", "daily"].flatMap { Backup.list(in: path, named: $0) }
    guard let newest = all.max(by: { $0.suffix(16) < $1.suffix(16) }) else { throw CommandFailure("There is no backup in \(path).") }
    return try file(at: newest)
  }

  private static func beside(_ database: String) -> String? {
    let folder = (database as NSString).deletingLastPathComponent
    let secret = (folder.isEmpty ? "." : folder) + "/\(Backup.secretName)"
    return FileManager.default.fileExists(atPath: secret) ? secret : nil
  }
}
