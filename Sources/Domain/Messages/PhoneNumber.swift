/// A phone number that an SMS can be sent to: `+` and 7 to 15 digits (E.164).
package struct PhoneNumber: Sendable, Hashable {
  package let text: String

  /// Nil for a number without a country code and for anything that is no number. Blanks, hyphens, dots, slashes and brackets between
  /// the digits are ignored, a leading `00` counts as `+`.
  package init?(_ typed: String) {
    guard typed.utf8.count <= 64 else { return nil }
    var digits: [UInt8] = []
    var hasPlus = false
    for byte in typed.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte)
      case UInt8(ascii: "+") where digits.isEmpty && !hasPlus: hasPlus = true
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"): continue
      default: return nil
      }
    }
    if !hasPlus {
      guard digits.starts(with: "00".utf8) else { return nil }
      digits.removeFirst(2)
    }
    guard (7...15).contains(digits.count), digits.first != UInt8(ascii: "0") else { return nil }
    text = "+" + String(decoding: digits, as: UTF8.self)
  }
}
