package import Domain
import Foundation

/// How amounts, numbers and days are written for one reader: separators, the place of the currency sign, names of months.
///
/// Digits stay Latin in every language, so that figures can be compared and typed. Amounts never pass through floating point: only the
/// pattern comes from the system's tables, the digits are the integer's own.
package struct DocumentLocale: Sendable {
  package let language: String
  package let isRightToLeft: Bool
  private let currency: Currency
  private let timeZone: TimeZone
  private let decimal: String
  private let group: String
  private let before: String
  private let after: String

  /// - Parameters:
  ///   - language: BCP 47.
  ///   - timeZone: an IANA name; UTC where the machine does not know it.
  package init(language: String, currency: Currency, timeZone: String) {
    self.language = language
    self.currency = currency
    self.timeZone = TimeZone(identifier: timeZone) ?? .gmt
    let locale = Self.locale(language)
    isRightToLeft = locale.language.characterDirection == .rightToLeft
    let formatter = NumberFormatter()
    formatter.locale = locale
    formatter.numberStyle = .currency
    decimal = formatter.decimalSeparator ?? "."
    group = formatter.groupingSeparator ?? ","
    let sign = String(currency.symbol.filter { $0 != "\u{202F}" })
    (before, after) = Self.places(of: sign, in: formatter.positiveFormat ?? "¤#,##0.00")
  }

  /// With the currency's sign: `€214.38`, `214,38 €`.
  package func money(_ minorUnits: Int64) -> String {
    "\(minorUnits < 0 ? "\u{2212}" : "")\(before)\(digits(minorUnits.magnitude))\(after)"
  }

  /// Without it, for columns that say the currency once.
  package func amount(_ minorUnits: Int64) -> String {
    "\(minorUnits < 0 ? "\u{2212}" : "")\(digits(minorUnits.magnitude))"
  }

  /// A price of one unit, with more decimals than an amount where it has them.
  package func price(_ price: UnitPrice) -> String {
    if let whole = price.wholeMinorUnits { return amount(whole) }
    // Ten-thousandths of a minor unit: as many decimals as the currency has, and four more, without zeros at the end.
    var text = String(price.tenThousandths)
    let places = currency.exponent + 4
    text = String(repeating: "0", count: max(0, places + 1 - text.utf8.count)) + text
    var fraction = String(text.suffix(places))
    while fraction.utf8.count > currency.exponent, fraction.utf8.last == UInt8(ascii: "0") { fraction.removeLast() }
    return grouped(String(text.dropLast(places))) + decimal + fraction
  }

  package func quantity(_ quantity: Quantity, unit: String?) -> String {
    let parts = quantity.text.split(separator: ".")
    let number = grouped(String(parts.first ?? "0")) + (parts.count == 2 ? decimal + parts[1] : "")
    return unit.map { "\(number)\u{A0}\($0)" } ?? number
  }

  /// A plain count.
  package func quantityText(_ count: Int64) -> String { grouped(String(count)) }

  package func percent(_ rate: Rate) -> String {
    rate.text.split(separator: ".").joined(separator: decimal) + "%"
  }

  package func date(_ instant: Instant) -> String {
    text(Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000), in: timeZone, time: .none)
  }

  package func date(_ day: CalendarDate) -> String {
    text(Date(timeIntervalSince1970: Double(day.dayNumber) * 86_400), in: .gmt, time: .none)
  }

  /// Day, hour and minute, on the shop's clock.
  package func moment(_ instant: Instant) -> String {
    text(Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000), in: timeZone, time: .short)
  }

  private func text(_ date: Date, in zone: TimeZone, time: DateFormatter.Style) -> String {
    let formatter = DateFormatter()
    formatter.locale = Self.locale(language)
    formatter.timeZone = zone
    formatter.dateStyle = .long
    formatter.timeStyle = time
    return formatter.string(from: date)
  }

  private func digits(_ magnitude: UInt64) -> String {
    var text = String(magnitude)
    text = String(repeating: "0", count: max(0, currency.exponent + 1 - text.utf8.count)) + text
    let whole = grouped(String(text.dropLast(currency.exponent)))
    return currency.exponent == 0 ? whole : whole + decimal + text.suffix(currency.exponent)
  }

  private func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index).isMultiple(of: 3) { result += group }
      result.append(digit)
    }
    return result
  }

  /// English without a region is written day first, as most of the world does. Digits are asked for in Latin.
  private static func locale(_ language: String) -> Locale {
    Locale(identifier: (language == "en" ? "en-GB" : language) + "-u-nu-latn")
  }

  /// What stands before and behind the digits of a pattern such as `#,##0.00 ¤`.
  private static func places(of sign: String, in pattern: String) -> (before: String, after: String) {
    let digits: Set<Character> = ["#", "0", ",", "."]
    let first = pattern.split(separator: ";").first.map(String.init) ?? pattern
    let start = first.firstIndex { digits.contains($0) } ?? first.startIndex
    let end = first.lastIndex { digits.contains($0) }.map(first.index(after:)) ?? first.endIndex
    func spelled(_ part: Substring) -> String {
      part.reduce(into: "") { text, character in
        if character == "¤" { text += sign } else if character.isWhitespace { text += "\u{A0}" }
      }
    }
    let before = spelled(first[..<start])
    return (
      before.isEmpty || before.last == "\u{A0}" || sign.utf8.count < 3 || !sign.utf8.allSatisfy { $0 < 0x80 } ? before : before + "\u{A0}",
      spelled(first[end...])
    )
  }
}
