import Domain
import Foundation

/// Who asked to be forgotten, beside the database: ids only, so that a backup from before forgets them again when it is restored (P25).
enum ErasureList {
  private static let name = "erasures"

  static func write(_ ids: [ID<Customer>], in folder: DataFolder) throws {
    try DataFolder.writePrivately(Array((ids.map(\.text).joined(separator: "\n") + "\n").utf8), to: "\(folder.path)/\(name)")
  }

  /// The ids of a list.
  ///
  /// - Throws: ``CommandFailure`` for a file that cannot be read or that is no such list.
  static func read(_ path: String) throws -> [ID<Customer>] {
    guard let bytes = FileManager.default.contents(atPath: path) else { throw CommandFailure("\(path) cannot be read.") }
    return try String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
      guard let id = ID<Customer>(String(line)) else { throw CommandFailure("\(path) is not a list of erasures.") }
      return id
    }
  }

  /// The list that lies beside a backup, or in the folder of the shop whose backups are above it; nil where there is none.
  static func find(near backup: String) -> String? {
    var folder = backup as NSString
    for _ in 0..<3 {
      folder = folder.deletingLastPathComponent as NSString
      let path = (folder.length == 0 ? "." : folder as String) + "/\(name)"
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    return nil
  }
}
