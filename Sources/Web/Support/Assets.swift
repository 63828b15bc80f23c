import Domain
import Synchronization

/// The files of `Public`, kept in memory with their compressed form and sent from there; a path is looked up, never walked.
package struct Assets: Sendable {
  private final class Asset: Sendable {
    let type: String
    let bytes: [UInt8]
    let version: String
    let isWorthCompressing: Bool
    private let packed = Mutex<[UInt8]?>(nil)

    init(type: String, bytes: [UInt8]) {
      self.type = type
      self.bytes = bytes
      version = ContentVersion.text(bytes)
      let isText = type.utf8.starts(with: "text/".utf8) || type.contains("json") || type.contains("svg")
      isWorthCompressing = isText && bytes.count > 400
    }

    /// Made when it is first asked for, so that a start waits for none of them, and kept.
    func compressed() -> [UInt8]? {
      guard isWorthCompressing else { return nil }
      return packed.withLock { packed in
        packed = packed ?? Gzip.compressed(bytes)
        return packed
      }
    }
  }

  private let assets: [String: Asset]

  package init(_ files: SiteFiles) throws {
    var assets: [String: Asset] = [:]
    for path in files.list("Public") {
      guard let type = Self.type(of: path) else { continue }
      assets["/assets/\(path)"] = Asset(type: type, bytes: try files.read("Public/\(path)"))
    }
    self.assets = assets
  }

  /// The address of a file with the version of its content, which lets a browser keep it for ever.
  package func address(of path: String) -> String {
    assets["/assets/\(path)"].map { "/assets/\(path)?v=\($0.version)" } ?? "/assets/\(path)"
  }

  /// The paths of all files below `/assets/`, with versions; for a service worker's list.
  package var addresses: [String] {
    assets.keys.sorted().map { address(of: String($0.dropFirst("/assets/".count))) }
  }

  /// The file at an address; nil where there is none, so that the routes are asked.
  func reply(method: String, path: String, query: String?, headers: RequestHeaders) -> Reply? {
    guard path.utf8.starts(with: "/assets/".utf8) || path == "/favicon.ico" else { return nil }
    guard let asset = assets[path == "/favicon.ico" ? "/assets/icons/favicon.ico" : path] else { return nil }
    guard method == "GET" || method == "HEAD" else {
      return Problems.reply(to: Refusal(.methodNotAllowed, "A file can only be read.")).with("Allow", "GET, HEAD")
    }
    let packed = EncodingChoice.takesGzip(headers["accept-encoding"]) ? asset.compressed() : nil
    let tag = "\"\(asset.version)\(packed == nil ? "" : "-gz")\""
    let isVersioned = query == "v=\(asset.version)"
    var reply = Reply(status: 200, body: .bytes(packed ?? asset.bytes))
      .with("Content-Type", asset.type).with("ETag", tag)
      .with("Cache-Control", isVersioned ? "public, max-age=31536000, immutable" : "no-cache")
    if asset.isWorthCompressing { reply = reply.with("Vary", "Accept-Encoding") }
    if packed != nil { reply = reply.with("Content-Encoding", "gzip") }
    // A worker that lies below /assets may look after the pages above it.
    if path.hasSuffix("/service-worker.js") { reply = reply.with("Service-Worker-Allowed", "/") }
    return EntityTag.isListed(tag, in: headers["if-none-match"]) ? reply.unchanged : reply
  }

  private static func type(of path: String) -> String? {
    switch path.split(separator: ".").last {
    case "js": "text/javascript; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "html": "text/html; charset=utf-8"
    case "json": "application/json"
    case "webmanifest": "application/manifest+json"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "ico": "image/x-icon"
    case "woff2": "font/woff2"
    default: nil
    }
  }
}

extension Reply {
  /// 304 with the headers that say what has not changed.
  package var unchanged: Reply {
    var copy = Reply(status: 304)
    for header in headers where ["ETag", "Cache-Control", "Vary"].contains(header.name) { copy = copy.with(header.name, header.value) }
    return copy
  }
}

/// What `If-None-Match` says.
package enum EntityTag {
  package static func isListed(_ tag: String, in header: String?) -> Bool {
    guard let header else { return false }
    return header.split(separator: ",").contains { part in
      let text = TextRules.trimmed(String(part))
      return text == "*" || text == tag || text == "W/\(tag)"
    }
  }
}

/// What `Accept-Encoding` says.
package enum EncodingChoice {
  package static func takesGzip(_ header: String?) -> Bool {
    guard let header else { return false }
    return header.lowercased().split(separator: ",").contains { part in
      let words = part.split(separator: ";").map { TextRules.trimmed(String($0)) }
      return words.first == "gzip" && !words.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
    }
  }
}

/// Names a content by its bytes, for caches; no defence against anybody who wants two contents to look the same.
package enum ContentVersion {
  package static func text(_ bytes: [UInt8]) -> String {
    var one: UInt64 = 0xCBF2_9CE4_8422_2325
    var two: UInt64 = 0x9E37_79B9_7F4A_7C15
    for byte in bytes {
      one = (one ^ UInt64(byte)) &* 0x100_0000_01B3
      two = (two &+ UInt64(byte)) &* 0xFF51_AFD7_ED55_8CCD
      two ^= two >> 29
    }
    return String(one, radix: 36) + String(two, radix: 36)
  }
}
