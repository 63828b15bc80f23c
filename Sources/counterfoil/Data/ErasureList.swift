import Domain
import Foundation

/// Who asked to be forgotten, beside the database: ids only, so that a backup from before forgets them again when it is restored (P25).
enum ErasureList {
  private static let name = "erasures"

  static func write(_ ids: [ID<Customer>], in folder: DataFolder) throws {
    try DataFolder.writePrivately(Array(text(ids).utf8), to: "\(folder.path)/\(name)")
  }

  static func text(_ ids: [ID<Customer>]) -> String { ids.map(\.text).joined(separator: "\n") + "\n" }

  /// The ids of a list.
  ///
  /// - Throws: ``CommandFailure`` for a file that cannot be read or that is no such list.
  static func read(_ path: String) throws -> [ID<Customer>] {
    guard let bytes = FileManager.default.contents(atPath: path) else { throw CommandFailure("\(path) cannot be read.") }
    guard let ids = ids(String(decoding: bytes, as: UTF8.self)) else { throw CommandFailure("\(path) is not a list of erasures.") }
    return ids
  }

  /// The ids that ``text(_:)`` wrote; nil for anything else.
  static func ids(_ text: String) -> [ID<Customer>]? {
    let lines = text.split(whereSeparator: \.isNewline)
    let ids = lines.compactMap { ID<Customer>(String($0)) }
    return ids.count == lines.count ? ids : nil
  }

  /// The list of a shop's own folder; nil where nobody was erased.
  static func find(in folder: DataFolder) -> String? {
    let path = "\(folder.path)/\(name)"
    return FileManager.default.fileExists(atPath: path) ? path : nil
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
