package import Domain

/// Names and values in `a=b&c=d` form: queries of addresses and bodies of HTML forms.
package enum FormText {
  /// - Parameter limit: how many pairs are read.
  /// - Throws: 400 for a repeated name, a broken escape, bytes that are not UTF-8, or more pairs than that.
  package static func pairs(_ text: String, limit: Int, what: String) throws(Refusal) -> [String: String] {
    var pairs: [String: String] = [:]
    guard !text.isEmpty else { return pairs }
    for part in text.utf8.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
      guard pairs.count < limit else { throw Refusal(.malformed, "More than \(limit) \(what)s were sent.") }
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      guard let name = decoded(part[..<equals]), let value = decoded(part[equals...].dropFirst()) else {
        throw Refusal(.malformed, "A \(what) is not written in valid percent-encoded UTF-8.")
      }
      guard pairs.updateValue(value, forKey: name) == nil else {
        throw Refusal(.malformed, "The \(what) \"\(TextRules.shown(name))\" occurs twice.")
      }
    }
    return pairs
  }

  /// Percent escapes and plus signs undone; nil for a broken escape, U+0000 or what is not UTF-8.
  private static func decoded(_ bytes: Substring.UTF8View.SubSequence) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var iterator = bytes.makeIterator()
    while let byte = iterator.next() {
      if byte == UInt8(ascii: "+") {
        result.append(0x20)
      } else if byte == UInt8(ascii: "%") {
        guard let high = iterator.next().flatMap(hex), let low = iterator.next().flatMap(hex) else { return nil }
        result.append(high << 4 | low)
      } else {
        result.append(byte)
      }
    }
    guard !result.contains(0) else { return nil }
    return String(validating: result, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
