/// An address, with or without a port, that calls may go to although it is not public (`COUNTERFOIL_OUTBOUND_ALLOW`).
package struct AllowedAddress: Sendable, Equatable {
  package let address: NetworkAddress
  /// Nil for every port.
  package let port: Int?

  /// Reads a list by comma or blank: `127.0.0.1`, `127.0.0.1:9000`, `[::1]:9000`, `localhost:9000`. Nil when an entry is none.
  package static func list(_ text: String) -> [AllowedAddress]? {
    var list: [AllowedAddress] = []
    for entry in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
      guard let read = entry.hasPrefix("localhost") ? localhost(entry) : one(entry).map({ [$0] }) else { return nil }
      list += read
    }
    return list
  }

  private static func localhost(_ text: Substring) -> [AllowedAddress]? {
    let rest = text.dropFirst("localhost".count)
    guard let v4 = one("127.0.0.1" + rest), let v6 = one("[::1]" + rest) else { return nil }
    return [v4, v6]
  }

  private static func one(_ text: Substring) -> AllowedAddress? {
    if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
      let host = text[text.index(after: text.startIndex)..<close]
      let rest = text[text.index(after: close)...]
      return rest.isEmpty ? make(host, nil) : rest.hasPrefix(":") ? port(rest.dropFirst()).flatMap { make(host, $0) } : nil
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2 { return port(parts[1]).flatMap { make(parts[0], $0) } }
    return make(text, nil)
  }

  private static func make(_ host: Substring, _ port: Int?) -> AllowedAddress? {
    NetworkAddress(String(host)).map { AllowedAddress(address: $0, port: port) }
  }

  private static func port(_ text: Substring) -> Int? {
    Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil }
  }
}
