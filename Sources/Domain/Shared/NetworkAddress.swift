/// An IP address as its octets: four, or sixteen. IPv4 in its IPv6 spellings (mapped, NAT64, 6to4) counts as the IPv4 address it means.
package struct NetworkAddress: Sendable, Hashable {
  package let octets: [UInt8]

  /// - Parameter octets: four or sixteen, as they stand in a socket address.
  package init?(octets: [UInt8]) {
    switch octets.count {
    case 4: self.octets = octets
    case 16: self.octets = Self.embedded(octets) ?? octets
    default: return nil
    }
  }

  /// Reads the one plain spelling of each: `192.0.2.7`, `2001:db8::1`. Everything a resolver might also take (`127.1`, `0x7f.0.0.1`,
  /// `2130706433`, leading zeros) is none.
  package init?(_ text: String) {
    guard let octets = text.utf8.contains(UInt8(ascii: ":")) ? Self.ipv6(text) : Self.ipv4(text[...]) else { return nil }
    self.init(octets: octets)
  }

  /// Whether this is an address of the public internet, and not of this machine, its network or its provider's (WHO-01).
  package var isPublic: Bool {
    octets.count == 4 ? isPublicIPv4 : octets[0] & 0xE0 == 0x20 && !isReservedIPv6
  }

  package var isLoopback: Bool {
    octets.count == 4 ? octets[0] == 127 : octets.dropLast().allSatisfy { $0 == 0 } && octets.last == 1
  }

  private var isPublicIPv4: Bool {
    switch (octets[0], octets[1], octets[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (172, 16...31, _), (192, 168, _), (100, 64...127, _), (192, 0, 0), (192, 0, 2),
      (192, 88, 99), (198, 18...19, _), (198, 51, 100), (203, 0, 113), (224..., _, _):
      false
    default: true
    }
  }

  /// Documentation, Teredo and other protocol assignments inside 2000::/3.
  private var isReservedIPv6: Bool {
    (octets[0] == 0x20 && octets[1] == 0x01 && (octets[2] < 0x02 || (octets[2] == 0x0D && octets[3] == 0xB8)))
      || (octets[0] == 0x3F && octets[1] == 0xFF && octets[2] < 0x10)
  }

  /// The IPv4 address inside of an IPv6 one, if it is there.
  private static func embedded(_ octets: [UInt8]) -> [UInt8]? {
    let isZero: (Range<Int>) -> Bool = { octets[$0].allSatisfy { $0 == 0 } }
    if isZero(0..<10), octets[10] == 0xFF, octets[11] == 0xFF { return Array(octets[12...]) }
    if octets[..<4].elementsEqual([0x00, 0x64, 0xFF, 0x9B]), isZero(4..<12) { return Array(octets[12...]) }
    if octets[0] == 0x20, octets[1] == 0x02 { return Array(octets[2..<6]) }
    return nil
  }

  private static func ipv4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let octets = parts.compactMap { part -> UInt8? in
      let isPlain = part.utf8.allSatisfy { (48...57).contains($0) } && (part.utf8.count == 1 || part.utf8.first != 48)
      return isPlain ? UInt8(part) : nil
    }
    return parts.count == 4 && octets.count == 4 ? octets : nil
  }

  private static func ipv6(_ text: String) -> [UInt8]? {
    guard text.utf8.count <= 45 else { return nil }
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2, let head = groups(halves[0]), let tail = halves.count == 2 ? groups(halves[1]) : [] else { return nil }
    let missing = 16 - head.count - tail.count
    guard halves.count == 2 ? missing >= 2 : missing == 0 else { return nil }
    return head + [UInt8](repeating: 0, count: missing) + tail
  }

  private static func groups(_ text: Substring) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var octets: [UInt8] = []
    let words = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, word) in words.enumerated() {
      if index == words.count - 1, word.utf8.contains(UInt8(ascii: ".")) {
        guard let last = ipv4(word) else { return nil }
        octets += last
      } else {
        guard (1...4).contains(word.utf8.count), word.utf8.allSatisfy(Self.isHexadecimal), let group = UInt16(word, radix: 16) else {
          return nil
        }
        octets += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
    }
    return octets.count <= 16 ? octets : nil
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
  }
}
