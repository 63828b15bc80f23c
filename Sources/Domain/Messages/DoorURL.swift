/// The address of a mail server or gateway as an operator writes it, credentials in it: `scheme://user:password@host:port/path?name=value`.
package struct DoorURL: Sendable, Equatable {
  package let scheme: String
  package let user: String?
  package let password: String?
  /// In small letters; an IPv6 address without its brackets.
  package let host: String
  package let port: Int?
  /// Empty or beginning with a slash.
  package let path: String
  package let query: [String: String]

  /// Nil for a text that is no such address. Parts may be percent-encoded; a plus sign is a plus sign.
  package init?(_ text: String) {
    guard text.utf8.count <= 2000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let separator = text.firstRange(of: "://") else {
      return nil
    }
    scheme = text[..<separator.lowerBound].lowercased()
    let rest = text[separator.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    guard !rest[end...].contains("#"), let place = Self.authority(rest[..<end]), let query = Self.query(rest[end...]) else { return nil }
    (user, password, host, port) = place
    path = String(rest[end...].prefix { $0 != "?" })
    self.query = query
  }

  private static func authority(_ text: Substring) -> (String?, String?, String, Int?)? {
    var place = text
    var (user, password): (String?, String?) = (nil, nil)
    if let at = text.lastIndex(of: "@") {
      place = text[text.index(after: at)...]
      let words = text[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentText.decoded(words[0]), !name.isEmpty else { return nil }
      user = name
      if words.count == 2 {
        guard let secret = PercentText.decoded(words[1]) else { return nil }
        password = secret
      }
    }
    guard let (host, port) = hostAndPort(place) else { return nil }
    return (user, password, host, port)
  }

  private static func hostAndPort(_ text: Substring) -> (String, Int?)? {
    var host = text
    var port: Int?
    let digitsAfter = text.hasPrefix("[") ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
    if let start = digitsAfter, start < text.endIndex {
      guard text[start] == ":", let number = Int(text[text.index(after: start)...]), (1...65_535).contains(number) else { return nil }
      (host, port) = (text[..<start], number)
    }
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      return NetworkAddress(String(host)) == nil ? nil : (host.lowercased(), port)
    }
    let isName =
      !host.isEmpty && host.utf8.count <= 253
      && host.utf8.allSatisfy { byte in
        (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 46 || byte == 95
      }
    return isName ? (host.lowercased(), port) : nil
  }

  private static func query(_ text: Substring) -> [String: String]? {
    guard let mark = text.firstIndex(of: "?") else { return [:] }
    var values: [String: String] = [:]
    for pair in text[text.index(after: mark)...].split(separator: "&") {
      let words = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard words.count == 2, let name = PercentText.decoded(words[0]), let value = PercentText.decoded(words[1]),
        values.updateValue(value, forKey: name) == nil
      else { return nil }
    }
    return values
  }
}

/// Percent-encoding of URLs.
package enum PercentText {
  /// Nil for a broken escape, for what is not UTF-8, and for control characters.
  package static func decoded(_ text: Substring) -> String? {
    var octets: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        octets.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
      octets.append(value)
      rest = rest.dropFirst(2)
    }
    guard let decoded = String(validating: octets, as: UTF8.self), !decoded.unicodeScalars.contains(where: \.isControl) else { return nil }
    return decoded
  }

  /// Every octet but letters, digits and `-._~` as an escape.
  package static func encoded(_ text: String) -> String {
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    var octets: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): octets.append(byte)
      default: octets += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }
}
