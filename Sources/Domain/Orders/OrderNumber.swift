/// The number of a placed order as people write it, and the form under which it is unique.
package enum OrderNumber {
  /// Accepts 1 to 40 letters, digits and `- / . _ #`; anything invisible, spaced or from another script's look-alikes is refused.
  package static func isAcceptable(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard (1...40).contains(scalars.count) else { return false }
    var hasLetterOrDigit = false
    for scalar in scalars {
      switch scalar {
      case "0"..."9", "a"..."z", "A"..."Z": hasLetterOrDigit = true
      case "-", "/", "_", "#", ".": continue
      default: return false
      }
    }
    return hasLetterOrDigit && !text.contains("..")
  }

  /// Upper case and lower case are the same number.
  package static func key(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }, as: UTF8.self)
  }

  /// Where an order stands when sorted by number: the last run of digits of its number, or its draft number.
  package static func place(of number: String?, orElse draftNumber: Int64) -> Int64 {
    guard let number else { return draftNumber }
    let digits = number.utf8.reversed().drop { $0 < 48 || $0 > 57 }.prefix { $0 >= 48 && $0 <= 57 }.prefix(18)
    return Int64(String(decoding: digits.reversed(), as: UTF8.self)) ?? draftNumber
  }
}
