/// The e-mail address somebody signs in with, in the one spelling under which it is unique.
///
/// Letters, digits and marks of ASCII only: full-width letters, the Kelvin sign and their like fold to the letter they look like,
/// everything else that could pose as another account is refused (abuse case AUT-12).
package struct EmailAddress: Sendable, Hashable {
  package let text: String

  /// Nil for a text that is no address. Space around it is ignored, letter case folded.
  package init?(_ typed: String) {
    guard typed.utf8.count <= 320 else { return nil }
    var bytes: [UInt8] = []
    for scalar in typed.unicodeScalars {
      guard let byte = Self.folded(scalar) else { return nil }
      bytes.append(byte)
    }
    let isSpace: (UInt8) -> Bool = { $0 == 32 || $0 == 9 }
    bytes = Array(bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard bytes.count <= 254, parts.count == 2, (1...64).contains(parts[0].count), Self.isDomain(parts[1]),
      parts[0].allSatisfy(Self.isLocal), parts[0].first != 46, parts[0].last != 46
    else { return nil }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// The lower-case ASCII letter, digit or mark that NFKC and case folding make of a scalar; nil where they make none.
  private static func folded(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0x41...0x5A: UInt8(scalar.value + 32)
    case 0x09, 0x20...0x7E: UInt8(scalar.value)
    case 0xFF21...0xFF3A: UInt8(scalar.value - 0xFF21 + 0x61)
    case 0xFF01...0xFF5E: UInt8(scalar.value - 0xFF01 + 0x21)
    case 0x212A: UInt8(ascii: "k")
    default: nil
    }
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    isWord(byte) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
  }

  private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
    let labels = bytes.split(separator: 46, omittingEmptySubsequences: false)
    return !bytes.isEmpty
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.first != 45 && label.last != 45 && label.allSatisfy { isWord($0) || $0 == 45 }
      }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57)
  }
}
