private import Glibc
private import Synchronization

/// Holds a file's lock for as long as it lives, so that two processes never serve the same data.
///
/// The lock is `flock` on a file beside the database: the system releases it when the process ends, however it ends.
final class DataLock: Sendable {
  /// Nil once it was given up.
  private let descriptor: Mutex<Int32?>

  /// Throws ``SQLiteOpenError/inUse(path:process:)`` when somebody else holds it.
  init(of databasePath: String) throws(SQLiteOpenError) {
    let path = databasePath + ".lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unreachable(path: path, reason: String(cString: strerror(errno))) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let process = Self.content(of: descriptor)
      close(descriptor)
      throw .inUse(path: databasePath, process: process)
    }
    let text = Array("process \(getpid())\n".utf8)
    // The content only explains a refusal; the lock holds without it.
    _ = ftruncate(descriptor, 0)
    _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    self.descriptor = Mutex(descriptor)
  }

  deinit {
    release()
  }

  /// Gives the lock up; a second call does nothing.
  func release() {
    let held = descriptor.withLock { descriptor -> Int32? in
      defer { descriptor = nil }
      return descriptor
    }
    if let held { close(held) }
  }

  private static func content(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    let text = String(decoding: bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return text.isEmpty ? "unknown" : text
  }
}
