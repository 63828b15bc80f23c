import Foundation

/// The address of the socket in a shop's folder, however long the folder's path is: 108 octets is all that the system takes, so the
/// folder is named by an open descriptor.
struct SocketAddress {
  private let folder: Int32
  private var address = sockaddr_un()

  /// Nil when the folder does not exist.
  init?(_ data: DataFolder) throws {
    folder = open(data.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else {
      guard errno == ENOENT || errno == ENOTDIR else {
        throw CommandFailure("The folder \(data.path) cannot be opened: \(String(cString: strerror(errno))).")
      }
      return nil
    }
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array("/proc/self/fd/\(folder)/counterfoil.sock".utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
  }

  /// Calls `body` with the address as the system's functions take it.
  func with(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }

  func close() {
    Glibc.close(folder)
  }
}
