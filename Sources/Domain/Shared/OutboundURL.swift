/// An address on the web that the shop sends something to, read so strictly that no two readers can mean different hosts by it (WHO-02).
package struct OutboundURL: Sendable, Hashable {
  package enum Scheme: String, Sendable {
    case http, https
  }

  /// Why a text is not taken, in words for whoever wrote it.
  package struct Refused: Error, Equatable {
    package let code: String
    package let message: String
  }

  package let scheme: Scheme
  /// A name in small letters without a dot at its end, or an IP address without brackets.
  package let host: String
  package let port: Int
  /// Path and query, beginning with a slash.
  package let target: String
  /// The IP address, where the host is one.
  package let address: NetworkAddress?

  package static let longest = 2000

  package init(_ text: String) throws(Refused) {
    guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !#"\"<>^`{|}"#.utf8.contains($0) }) else {
      throw Refused(code: "invalid", message: "A URL has at most 2000 plain ASCII characters, without blanks and backslashes.")
    }
    guard let colon = text.firstRange(of: "://"), let scheme = Scheme(rawValue: text[..<colon.lowerBound].lowercased()) else {
      throw Refused(code: "scheme", message: "A URL begins with https://.")
    }
    let rest = text[colon.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    guard !rest.contains("#") else { throw Refused(code: "invalid", message: "A URL here has no part after #.") }
    let target = rest[end...]
    self.scheme = scheme
    self.target = target.hasPrefix("/") ? String(target) : "/" + target
    (host, port, address) = try Self.authority(rest[..<end], of: scheme)
  }

  /// The whole address in one spelling.
  package var text: String {
    let shown = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    let isUsual = port == (scheme == .https ? 443 : 80)
    return "\(scheme.rawValue)://\(shown)\(isUsual ? "" : ":\(port)")\(target)"
  }

  /// Whether the host is a name that by convention never leads to the public internet.
  package var hasLocalName: Bool {
    guard address == nil else { return false }
    let last = host.split(separator: ".").last.map(String.init) ?? host
    return !host.contains(".") || ["localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "test"].contains(last)
  }

  private static func authority(_ text: Substring, of scheme: Scheme) throws(Refused) -> (String, Int, NetworkAddress?) {
    guard !text.contains("@") else { throw Refused(code: "credentials", message: "A URL here has no user name and no password.") }
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]"), let address = NetworkAddress(String(text[text.index(after: text.startIndex)..<close]))
      else {
        throw Refused(code: "host", message: "This is not an IPv6 address.")
      }
      let host = String(text[text.index(after: text.startIndex)..<close]).lowercased()
      return (host, try port(text[text.index(after: close)...], of: scheme), address)
    }
    let colon = text.firstIndex(of: ":") ?? text.endIndex
    var host = text[..<colon].lowercased()
    if host.hasSuffix(".") { host.removeLast() }
    let port = try port(text[colon...], of: scheme)
    if let address = NetworkAddress(host) { return (host, port, address) }
    guard isName(host) else {
      throw Refused(code: "host", message: "The host is a name such as shop.example, or an IP address in its usual spelling.")
    }
    return (host, port, nil)
  }

  private static func port(_ text: Substring, of scheme: Scheme) throws(Refused) -> Int {
    if text.isEmpty { return scheme == .https ? 443 : 80 }
    let digits = text.dropFirst()
    guard text.hasPrefix(":"), (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let port = Int(digits), (1...65_535).contains(port)
    else { throw Refused(code: "port", message: "A port is 1 to 65535.") }
    return port
  }

  /// Labels of letters, digits, hyphens and underscores. The last label begins with a letter, or a resolver might read it as a number.
  private static func isName(_ host: String) -> Bool {
    let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard host.utf8.count <= 253, let last = labels.last?.first, (97...122).contains(last) else { return false }
    return labels.allSatisfy { label in
      (1...63).contains(label.count) && label.first != 45 && label.last != 45
        && label.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
    }
  }
}
