/// An IP address, or a block of them in CIDR notation; compared by bits, IPv4 also in its IPv6 spelling (`::ffff:10.0.0.1`).
package struct AddressRange: Sendable, Equatable {
  private let bytes: [UInt8]
  private let prefixLength: Int

  /// - Parameter text: `192.168.1.7`, `10.0.0.0/8`, `::1` or `fd00::/8`.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first, let bytes = Self.bytes(of: String(address)) else { return nil }
    self.bytes = bytes
    guard parts.count == 2 else {
      prefixLength = 128
      return
    }
    let isIPv4 = !address.contains(":")
    guard let length = Int(parts[1]), (0...(isIPv4 ? 32 : 128)).contains(length) else { return nil }
    prefixLength = isIPv4 ? length + 96 : length
  }

  package func contains(_ address: String) -> Bool {
    guard let other = Self.bytes(of: address) else { return false }
    let whole = prefixLength / 8
    guard bytes.prefix(whole) == other.prefix(whole) else { return false }
    let rest = prefixLength % 8
    guard rest > 0 else { return true }
    let mask = UInt8(truncatingIfNeeded: 0xFF00 >> rest)
    return bytes[whole] & mask == other[whole] & mask
  }

  /// Sixteen octets; IPv4 as mapped into IPv6.
  private static func bytes(of text: String) -> [UInt8]? {
    if !text.contains(":") { return ipv4(text[...]).map { [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + $0 } }
    let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count <= 2, let head = groups(halves[0]), let tail = halves.count == 2 ? groups(halves[1]) : [] else { return nil }
    let missing = 16 - head.count - tail.count
    guard halves.count == 2 ? missing >= 2 : missing == 0 else { return nil }
    return head + [UInt8](repeating: 0, count: missing) + tail
  }

  private static func groups(_ text: Substring) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let words = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, word) in words.enumerated() {
      if word.contains("."), index == words.count - 1 {
        guard let last = ipv4(word) else { return nil }
        bytes += last
      } else {
        guard (1...4).contains(word.utf8.count), let group = UInt16(word, radix: 16) else { return nil }
        bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
    }
    return bytes.count <= 16 ? bytes : nil
  }

  private static func ipv4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let bytes = parts.compactMap { part in part.utf8.allSatisfy { $0 &- 48 <= 9 } ? UInt8(part) : nil }
    return parts.count == 4 && bytes.count == 4 ? bytes : nil
  }
}
