import Foundation
import SQLEngine

/// One of the two databases of a move, and the folder that belongs to it.
struct MoveEnd: Sendable {
  let storage: any ShopStorage
  let folder: DataFolder

  /// For people, without user and password.
  var name: String { storage.name }

  /// What a command line names: `--from`, `--to` and, where it was given, `--data`.
  ///
  /// A SQLite file lies in its shop's folder. A shop on PostgreSQL has the folder that `--data` names, else the other one's, since a folder
  /// stays with its shop when only the database moves.
  static func pair(from: String, to: String, data: String?) throws -> (from: MoveEnd, to: MoveEnd) {
    let (source, target) = (try storage(from), try storage(to))
    guard source.name != target.name else { throw CommandFailure("--from and --to name the same database.") }
    let given = data.map { DataFolder(path: ShopPlace.trimmed($0)) }
    let (left, right) = (ownFolder(of: source), ownFolder(of: target))
    let usual = DataFolder(path: "counterfoil-data")
    return (
      MoveEnd(storage: source, folder: left.flatMap { hasSecret($0) ? $0 : nil } ?? given ?? left ?? right ?? usual),
      MoveEnd(storage: target, folder: right ?? given ?? left ?? usual)
    )
  }

  /// Opens the database for nobody else; waits a little for a process that is about to end.
  func open() async throws -> any ManagedDatabase {
    var tuning = EngineTuning()
    tuning.allowsLongReads = true
    tuning.isAlone = true
    var patience = 12
    while true {
      do {
        return try await storage.open(tuning)
      } catch  where patience > 0 && storage.passes(error) {
        patience -= 1
        try await Task.sleep(for: .milliseconds(250))
      }
    }
  }

  /// A database's address, a SQLite file or a folder with one.
  private static func storage(_ text: String) throws -> any ShopStorage {
    let storage = try ShopPlace.storage(of: text.lowercased().hasPrefix("postgres") ? text : ShopPlace.trimmed(text))
    guard storage.isOwnFile else { return storage }
    let path = FullPath.of(storage.name)
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return SQLiteStorage(path: exists && isFolder.boolValue ? DataFolder(path: path).databasePath : path)
  }

  private static func ownFolder(of storage: any ShopStorage) -> DataFolder? {
    guard storage.isOwnFile else { return nil }
    let path = (storage.name as NSString).deletingLastPathComponent
    return DataFolder(path: path.isEmpty ? "." : path)
  }

  private static func hasSecret(_ folder: DataFolder) -> Bool { FileManager.default.fileExists(atPath: folder.secretPath) }
}
