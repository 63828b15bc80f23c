import Glibc

/// Where the server's secret sleeps: one file that only its owner may read, made at the first start.
package enum KeyringFile {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Reads the secret at `path`, or makes it (mode 0600, flushed before use). Of two processes that make it at once one wins and
  /// both read that one.
  package static func open(_ path: String) throws -> Keyring {
    if let bytes = try read(path) { return Keyring(secret: bytes) }
    try create(path)
    guard let bytes = try read(path) else { throw Failure(description: "The secret \(path) could not be read back.") }
    return Keyring(secret: bytes)
  }

  private static func read(_ path: String) throws -> [UInt8]? {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw Failure(description: "The secret \(path) cannot be read (\(reason())).")
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw Failure(description: "The secret \(path) may be read by others. Run: chmod 600 \(path)")
    }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(file, &buffer, buffer.count)
    guard count >= 32 else { throw Failure(description: "The secret \(path) is too short. Restore it from a backup.") }
    return Array(buffer[..<count])
  }

  private static func create(_ path: String) throws {
    let draft = "\(path).\(getpid())"
    let file = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Failure(description: "The secret \(path) cannot be made (\(reason())).") }
    defer {
      close(file)
      unlink(draft)
    }
    let bytes = Array(SecretText.make().utf8)
    guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
      throw Failure(description: "The secret \(path) cannot be written (\(reason())).")
    }
    // A link never replaces: whoever comes second keeps the first one's secret.
    guard link(draft, path) == 0 || errno == EEXIST else {
      throw Failure(description: "The secret \(path) cannot be made (\(reason())).")
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
