import Foundation

/// Tells the service manager that started the server how far it is, by systemd's `sd_notify` protocol: one datagram to the socket that
/// `NOTIFY_SOCKET` names. Nothing happens where nobody asked.
enum ServiceNotice: String {
  /// Answers from now on.
  case ready = "READY=1"
  /// Was asked to stop and answers what it has accepted.
  case stopping = "STOPPING=1"

  /// Sends the notice. One that cannot be sent is lost: the shop sells all the same, and the manager's own patience counts.
  func send() {
    guard let path = ProcessInfo.processInfo.environment["NOTIFY_SOCKET"], let address = Self.address(of: path) else { return }
    let socket = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { return }
    defer { close(socket) }
    let words = Array(rawValue.utf8)
    _ = withUnsafePointer(to: address.name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(socket, words, words.count, 0, $0, address.length) }
    }
  }

  /// A path, or a name in the system's own space that begins with `@` in the variable and with a zero octet in the address; nil for
  /// anything else or what is too long.
  private static func address(of path: String) -> (name: sockaddr_un, length: socklen_t)? {
    var octets = Array(path.utf8)
    var name = sockaddr_un()
    guard let first = octets.first, octets.count < MemoryLayout.size(ofValue: name.sun_path) else { return nil }
    switch first {
    case UInt8(ascii: "@"): octets[0] = 0
    case UInt8(ascii: "/"): break
    default: return nil
    }
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: octets) }
    let start = MemoryLayout.offset(of: \sockaddr_un.sun_path) ?? 2
    return (name, socklen_t(start + octets.count + (first == UInt8(ascii: "/") ? 1 : 0)))
  }
}
