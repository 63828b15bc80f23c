/// Addresses, with or without a port, that calls may go to although they are not public (`COUNTERFOIL_OUTBOUND_ALLOW`).
package struct AllowedAddress: Sendable, Equatable {
  package let address: NetworkAddress
  /// How many leading bits an address must have in common with this one; all, for a single address.
  package let bits: Int
  /// Nil for every port.
  package let port: Int?

  /// Whether a call to this address and port is meant.
  package func covers(_ other: NetworkAddress, port: Int) -> Bool {
    guard self.port == nil || self.port == port, other.octets.count == address.octets.count else { return false }
    let whole = bits / 8
    guard other.octets.prefix(whole) == address.octets.prefix(whole) else { return false }
    guard bits % 8 > 0 else { return true }
    let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (bits % 8))
    return other.octets[whole] & mask == address.octets[whole] & mask
  }

  /// Reads a list by comma or blank: `127.0.0.1`, `127.0.0.1:9000`, `127.0.0.0/8`, `[::1]:9000`, `localhost:9000`, each perhaps with
  /// `http://` before it. Nil when an entry is none.
  package static func list(_ text: String) -> [AllowedAddress]? {
    var list: [AllowedAddress] = []
    for entry in text.split(whereSeparator: { ",; \n".contains($0) }) {
      guard let read = entries(of: plain(entry)) else { return nil }
      list += read
    }
    return list
  }

  private static func plain(_ entry: Substring) -> Substring {
    var entry = entry
    for scheme in ["http://", "https://"] where entry.hasPrefix(scheme) { entry = entry.dropFirst(scheme.count) }
    return entry.hasSuffix("/") ? entry.dropLast() : entry
  }

  private static func entries(of text: Substring) -> [AllowedAddress]? {
    guard text.hasPrefix("localhost") else { return one(text).map { [$0] } }
    let rest = text.dropFirst("localhost".count)
    guard let v4 = one("127.0.0.1" + rest), let v6 = one("[::1]" + rest) else { return nil }
    return [v4, v6]
  }

  private static func one(_ text: Substring) -> AllowedAddress? {
    if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
      let host = text[text.index(after: text.startIndex)..<close]
      let rest = text[text.index(after: close)...]
      return rest.isEmpty ? make(host, port: nil) : rest.hasPrefix(":") ? port(rest.dropFirst()).flatMap { make(host, port: $0) } : nil
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 ? port(parts[1]).flatMap { make(parts[0], port: $0) } : make(text, port: nil)
  }

  private static func make(_ host: Substring, port: Int?) -> AllowedAddress? {
    let parts = host.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = NetworkAddress(String(first)) else { return nil }
    let most = address.octets.count * 8
    guard parts.count == 2 else { return AllowedAddress(address: address, bits: most, port: port) }
    guard let bits = Int(parts[1]), (0...most).contains(bits) else { return nil }
    return AllowedAddress(address: address, bits: bits, port: port)
  }

  private static func port(_ text: Substring) -> Int? {
    Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil }
  }
}

extension Sequence where Element == AllowedAddress {
  /// Whether a call to this machine itself, by its name `localhost`, is meant.
  package func coverLocalhost(port: Int) -> Bool {
    [[127, 0, 0, 1], [UInt8](repeating: 0, count: 15) + [1]].contains { octets in
      NetworkAddress(octets: octets).map { address in contains { $0.covers(address, port: port) } } ?? false
    }
  }
}
