import Foundation

/// One end of a conversation over a Unix socket, line by line. Used by one thread at a time.
struct SocketLine: Sendable {
  let descriptor: Int32

  /// Nil when nobody serves this folder.
  static func connect(to folder: DataFolder) throws -> SocketLine? {
    guard let address = try SocketAddress(folder) else { return nil }
    defer { address.close() }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw CommandFailure("No socket can be made: \(String(cString: strerror(errno))).") }
    let result = address.with { Glibc.connect(descriptor, $0, $1) }
    guard result == 0 else {
      let reason = errno
      Glibc.close(descriptor)
      // A file that a dead server left behind refuses.
      guard reason == ENOENT || reason == ECONNREFUSED || reason == ENOTDIR else {
        throw CommandFailure("The server at \(folder.socketPath) cannot be reached: \(String(cString: strerror(reason))).")
      }
      return nil
    }
    return SocketLine(descriptor: descriptor)
  }

  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw CommandFailure("The other side went away.") }
      rest = rest.dropFirst(count)
    }
  }

  /// The next line without its end; nil when the other side has nothing more to say.
  func receive(longest: Int) throws -> [UInt8]? {
    var line: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      // Looks first, so that nothing behind the end of the line is taken.
      let seen = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_PEEK)) }
      if seen < 0, errno == EINTR { continue }
      guard seen > 0 else { return nil }
      let end = chunk[..<seen].firstIndex(of: UInt8(ascii: "\n"))
      let wanted = end.map { $0 + 1 } ?? seen
      let count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, wanted, 0) }
      guard count == wanted else { return nil }
      line += chunk[..<(end ?? wanted)]
      guard line.count <= longest else { throw CommandFailure("A line of more than \(longest) octets came.") }
      if end != nil { return line }
    }
  }

  func close() {
    Glibc.close(descriptor)
  }
}
