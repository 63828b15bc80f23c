import Foundation

/// The folder that holds a shop: its database, its secret, its socket, its backups.
struct DataFolder: Sendable {
  let path: String

  var databasePath: String { "\(path)/counterfoil.sqlite" }
  /// What PINs and links are made safe with; without it a restored shop asks for new PINs.
  var secretPath: String { "\(path)/secret.key" }
  var socketPath: String { "\(path)/counterfoil.sock" }
  var backupsPath: String { "\(path)/backups" }
  var signInPath: String { "\(path)/demo-sign-in.json" }

  /// Makes the folder where it is missing; names and addresses are nobody's business on this machine but the shop's.
  func make() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure("The folder \(path) cannot be made: \(error.localizedDescription)")
    }
  }

  /// Writes a file that only its owner may read; it has its name only once it is whole.
  static func writePrivately(_ bytes: [UInt8], to path: String) throws {
    // Another process may be writing the same file; whoever is whole last counts.
    let partial = "\(path).\(String(UInt64.random(in: 0 ... .max), radix: 36)).partial"
    let file = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw CommandFailure("\(path) cannot be written: \(String(cString: strerror(errno))).") }
    defer {
      close(file)
      unlink(partial)
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { throw CommandFailure("\(path) cannot be written: \(String(cString: strerror(errno))).") }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0, rename(partial, path) == 0 else {
      throw CommandFailure("\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
  }

  /// Octets that are free for us on the disk of a folder, and all it has; nil where the system does not say.
  static func space(at path: String) -> (free: UInt64, total: UInt64)? {
    var figures = statvfs()
    guard statvfs(path, &figures) == 0 else { return nil }
    let free = UInt64(figures.f_bavail).multipliedReportingOverflow(by: UInt64(figures.f_frsize)).partialValue
    let total = UInt64(figures.f_blocks).multipliedReportingOverflow(by: UInt64(figures.f_frsize)).partialValue
    return (free, total)
  }

  /// Below this much room, 512 MiB, the shop warns: writes stop when the disk is full.
  static let leastSpace: UInt64 = 512 * 1024 * 1024
}
