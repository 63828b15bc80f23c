import Foundation
import SQLEngine
import SQLiteEngine

/// A shop in one SQLite file.
struct SQLiteStorage: ShopStorage {
  let path: String

  var name: String { path }
  var isOwnFile: Bool { true }
  var patience: Duration { .zero }
  var isMissing: Bool { !FileManager.default.fileExists(atPath: path) }

  func open(_ tuning: EngineTuning) async throws -> any ManagedDatabase {
    // A new shop in its place would look like a restored one that lost everything.
    if isMissing, FileManager.default.fileExists(atPath: restoring) {
      throw CommandFailure("A restore to \(path) is not finished. If it was broken off, restore again into a new folder.")
    }
    var options = SQLiteOptions()
    if let batch = tuning.maximumBatch { options.maximumBatch = batch }
    options.flushDelayMilliseconds = tuning.flushDelayMilliseconds
    if tuning.allowsLongReads { options.maximumReadMilliseconds = Self.dayMilliseconds }
    return try SQLiteDatabase(path: path, options: options)
  }

  func passes(_ error: any Error) -> Bool {
    if case SQLiteOpenError.inUse? = error as? SQLiteOpenError { true } else { false }
  }

  func copy(to file: String) async throws {
    try await SQLiteDatabase.copy(path, to: file)
  }

  func receive(_ file: String, scratch: String) async throws {
    guard isMissing else { throw CommandFailure("\(path) exists already. Restore into a new folder.") }
    // What a restore left that was killed.
    Self.remove(restoring)
    try await SQLiteDatabase.copy(file, to: restoring)
  }

  private var restoring: String { path + ".restoring" }

  var received: any ShopStorage { SQLiteStorage(path: restoring) }

  func settle() throws {
    let hasLog = FileManager.default.fileExists(atPath: restoring + "-wal")
    guard isMissing, !hasLog, rename(restoring, path) == 0 else { throw CommandFailure("\(restoring) cannot be given its name \(path).") }
    Self.remove(restoring)
  }

  /// Removes a database's file with those that SQLite and the claim on it have left beside it.
  static func remove(_ path: String) {
    for file in [path, path + "-wal", path + "-shm", path + ".lock"] { unlink(file) }
  }

  func discard() async {
    Self.remove(path)
  }
}
