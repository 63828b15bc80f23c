import Foundation
import Glibc
import Synchronization

/// Stands between the engine and the server, and loses the line around a commit when it is told to.
final class CuttingProxy: Sendable {
  enum Cut: Sendable {
    /// The server never hears of the commit.
    case before
    /// The server commits, and its answer is lost.
    case after
  }

  struct Failure: Error {}

  private let listening: Int32
  private let target: (host: String, port: String)
  private let armed = Mutex<Cut?>(nil)
  /// The server's address with this in between.
  let address: String

  init(before server: String) throws {
    guard var parts = URLComponents(string: server), let host = parts.host else { throw Failure() }
    target = (host, "\(parts.port ?? 5432)")
    listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listening
    let isListening = withUnsafeMutablePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        bind(descriptor, place, size) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, place, &size) == 0
      }
    }
    guard isListening else { throw Failure() }
    parts.host = "127.0.0.1"
    parts.port = Int(UInt16(bigEndian: place.sin_port))
    address = parts.string ?? ""
    let (target, descriptors) = (target, Self.descriptors(of: listening))
    Thread.detachNewThread { [weak self] in
      for client in descriptors {
        guard let server = Self.connect(target), let proxy = self else {
          close(client)
          continue
        }
        proxy.pump(client, server)
      }
    }
  }

  deinit {
    shutdown(listening, Int32(SHUT_RDWR))
    close(listening)
  }

  /// Cuts the line at the next commit, once.
  func cut(_ cut: Cut) { armed.withLock { $0 = cut } }

  private static func descriptors(of listening: Int32) -> UnfoldSequence<Int32, Void> {
    sequence(state: ()) { _ in
      let client = accept(listening, nil, nil)
      return client < 0 ? nil : client
    }
  }

  private static func connect(_ target: (host: String, port: String)) -> Int32? {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(target.host, target.port, &hints, &found) == 0, let place = found else { return nil }
    defer { freeaddrinfo(found) }
    let server = socket(place.pointee.ai_family, place.pointee.ai_socktype, 0)
    guard Glibc.connect(server, place.pointee.ai_addr, place.pointee.ai_addrlen) == 0 else { return nil }
    return server
  }

  private func pump(_ client: Int32, _ server: Int32) {
    let line = Line(client: client, server: server)
    Thread.detachNewThread { [self] in
      while let bytes = Self.read(client) {
        if bytes.holds("COMMIT\0"), let cut = armed.withLock({ $0.take() }) {
          if cut == .before { break }
          line.isLosing.withLock { $0 = true }
        }
        guard Self.write(bytes, to: server) else { break }
      }
      line.hangUp()
    }
    Thread.detachNewThread {
      while let bytes = Self.read(server) {
        if line.isLosing.withLock(\.self) {
          if bytes.holds("COMMIT\0") { break }
        } else if !Self.write(bytes, to: client) {
          break
        }
      }
      line.hangUp()
    }
  }

  private static func read(_ descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        send(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}

/// One connection through the proxy.
private final class Line: Sendable {
  let isLosing = Mutex(false)
  private let ends: [Int32]

  init(client: Int32, server: Int32) { ends = [client, server] }

  // Both threads are done with the line when the last of them lets go of it.
  deinit { for end in ends { close(end) } }

  func hangUp() {
    for end in ends { shutdown(end, Int32(SHUT_RDWR)) }
  }
}

extension [UInt8] {
  fileprivate func holds(_ word: String) -> Bool {
    let word = Array(word.utf8)
    return indices.contains { self[$0...].starts(with: word) }
  }
}
