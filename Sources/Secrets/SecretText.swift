import Crypto

/// Secrets that the shop hands out (tokens, cookies, links), their hash for the database, and their comparison.
package enum SecretText {
  /// A new secret of 256 random bits: `prefix` and 52 characters of Crockford's base 32, lower case.
  package static func make(prefix: String = "") -> String {
    var random = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    for _ in 0..<4 {
      let word = random.next()
      for shift in stride(from: 0, through: 56, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
    }
    return prefix + base32(bytes)
  }

  /// A number of `digits` decimal digits that nobody can foresee; for PINs of a demo shop.
  package static func digits(_ digits: Int) -> String {
    (0..<digits).map { _ in String(Int.random(in: 0...9)) }.joined()
  }

  /// SHA-256 in hex: what the database keeps of a secret of full strength. Passwords and PINs go through ``PasswordHasher``.
  package static func hash(_ secret: String) -> String {
    hex(SHA256.hash(data: Array(secret.utf8)))
  }

  /// SHA-256 in hex of octets that are no text.
  package static func hash(_ bytes: [UInt8]) -> String {
    hex(SHA256.hash(data: bytes))
  }

  /// Compares without telling by its time where the texts part.
  package static func isSame(_ left: String, _ right: String) -> Bool {
    let first = Array(SHA256.hash(data: Array(left.utf8)))
    let second = Array(SHA256.hash(data: Array(right.utf8)))
    var difference: UInt8 = 0
    for (a, b) in zip(first, second) { difference |= a ^ b }
    return difference == 0
  }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in bytes {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  /// Nil for what is no list of pairs of hex digits.
  static func bytes(hex text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  /// Without padding; the length is a multiple of three.
  static func base64URL(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      buffer = (buffer << 8) | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(alphabet[Int((buffer >> bits) & 63)])
      }
      buffer &= (1 << bits) - 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func base32(_ bytes: [UInt8]) -> String {
    let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      buffer = (buffer << 8) | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(alphabet[Int((buffer >> bits) & 31)])
      }
      buffer &= (1 << bits) - 1
    }
    if bits > 0 { text.append(alphabet[Int((buffer << (5 - bits)) & 31)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
