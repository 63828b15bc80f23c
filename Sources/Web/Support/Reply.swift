package import JSON

/// What a handler answers, before the door adds the headers that every answer carries.
package struct Reply: Sendable {
  package enum Body: Sendable {
    case none
    case bytes([UInt8])
    /// Written piece by piece until it returns or the receiver leaves; for live events. A write waits for the receiver.
    case stream(@Sendable (_ write: ([UInt8]) async throws -> Void) async throws -> Void)
  }

  package var status: Int
  package private(set) var headers: [(name: String, value: String)] = []
  package var body: Body

  package init(status: Int, body: Body = .none) {
    self.status = status
    self.body = body
  }

  /// A header; one already there under that name is replaced, except Set-Cookie.
  package func with(_ name: String, _ value: String) -> Reply {
    var copy = self
    if name.lowercased() != "set-cookie" { copy.headers.removeAll { $0.name.lowercased() == name.lowercased() } }
    copy.headers.append((name, value))
    return copy
  }

  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// How long the body is; nil for a stream, which nobody knows yet.
  var length: Int? {
    switch body {
    case .none: 0
    case .bytes(let bytes): bytes.count
    case .stream: nil
    }
  }

  /// JSON bytes that exist already.
  package static func json(_ bytes: [UInt8], status: Int = 200) -> Reply {
    Reply(status: status, body: .bytes(bytes)).with("Content-Type", "application/json")
  }

  /// 200 with the JSON that `write` writes.
  package static func json(status: Int = 200, _ write: (inout JSONWriter) throws -> Void) rethrows -> Reply {
    var writer = JSONWriter()
    try write(&writer)
    return json(writer.bytes, status: status)
  }

  /// 201 with the address of the new thing.
  package static func created(at location: String, _ write: (inout JSONWriter) throws -> Void) rethrows -> Reply {
    try json(status: 201, write).with("Location", location)
  }

  /// 204.
  package static let done = Reply(status: 204)

  package static func html(_ text: String, status: Int = 200) -> Reply {
    Reply(status: status, body: .bytes(Array(text.utf8))).with("Content-Type", "text/html; charset=utf-8")
  }

  package static func text(_ text: String, status: Int = 200) -> Reply {
    Reply(status: status, body: .bytes(Array(text.utf8))).with("Content-Type", "text/plain; charset=utf-8")
  }

  /// 303 to a path of this shop.
  ///
  /// - Parameter path: must start with one slash; anything else leads to the front page, never to another host.
  package static func seeOther(_ path: String) -> Reply {
    Reply(status: 303).with("Location", OwnPath.checked(path))
  }
}

/// Tells paths of this shop from addresses elsewhere, by bytes.
package enum OwnPath {
  /// The path itself, or `/` when a browser might read it as another host's.
  package static func checked(_ path: String) -> String {
    let bytes = Array(path.utf8)
    guard bytes.count <= 2000, bytes.first == UInt8(ascii: "/"), bytes.dropFirst().first != UInt8(ascii: "/"),
      bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
    else { return "/" }
    return path
  }
}
