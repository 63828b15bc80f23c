private import Glibc
import SQLEngine

/// A copy that follows a database, in a folder of its own: the database file as it once was, `database`, and what was committed since, as
/// SQLite's own logs, one file for each generation: `log-00000001` and so on.
///
/// The logs have SQLite's checksums, so a copy that was cut off at any octet ends with its last whole commit.
package struct ReplicaLine: Sendable {
  package let folder: String

  static let prefix = "line-"

  var basePath: String { "\(folder)/database" }

  func logPath(_ generation: Int) -> String {
    let digits = String(generation)
    return "\(folder)/log-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  /// Whether it has a whole database, from which on it can be restored.
  var isWhole: Bool { access(basePath, F_OK) == 0 }

  /// What a path names: a line itself, or the newest whole one in a folder of lines; nil where there is none.
  package static func newest(at path: String) -> ReplicaLine? {
    let named = ReplicaLine(folder: path)
    return named.isWhole ? named : all(in: path).last(where: \.isWhole)
  }

  /// Every line in a folder, also those that were never finished, oldest first.
  static func all(in parent: String) -> [ReplicaLine] {
    names(in: parent).filter { $0.hasPrefix(prefix) }.sorted().map { ReplicaLine(folder: "\(parent)/\($0)") }
  }

  /// A line that sorts after every other: named by the moment, or by the number after the newest one's where a clock was ahead of this one.
  ///
  /// - Parameter moment: a number with the same count of digits at any time, such as that of `20261122094500123`.
  static func next(in parent: String, at moment: Int64) -> ReplicaLine {
    let taken = names(in: parent).compactMap { $0.hasPrefix(prefix) ? Int64($0.dropFirst(prefix.count)) : nil }
    let following = taken.max().map { $0.addingReportingOverflow(1).partialValue } ?? moment
    return ReplicaLine(folder: "\(parent)/\(prefix)\(max(moment, following))")
  }

  /// The logs of this line in the order of their generations.
  func logs() -> [String] { Self.names(in: folder).filter { $0.hasPrefix("log-") }.sorted().map { "\(folder)/\($0)" } }

  func remove() {
    for name in Self.names(in: folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  private static func names(in folder: String) -> [String] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

/// A file of a line while it is written. What was written counts once it was flushed.
struct ReplicaFile: ~Copyable {
  private let descriptor: Int32
  private let path: String

  /// - Parameter isBegun: whether it has to be there already; else it is made where it is missing.
  init(_ path: String, isBegun: Bool = false) throws(EngineError) {
    self.path = path
    descriptor = open(path, O_WRONLY | (isBegun ? 0 : O_CREAT) | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8], at offset: Int) throws(EngineError) {
    var done = 0
    while done < bytes.count {
      let put = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done)) }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw Self.failure(path) }
      done += put
    }
  }

  func flush() throws(EngineError) {
    guard fdatasync(descriptor) == 0 else { throw Self.failure(path) }
  }

  /// Makes the names in a folder durable.
  static func flush(folder: String) throws(EngineError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(folder) }
  }

  static func failure(_ path: String) -> EngineError { .unavailable("\(path) cannot be written: \(String(cString: strerror(errno))).") }
}
