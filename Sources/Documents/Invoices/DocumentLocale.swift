package import Domain

/// How amounts, numbers and days are written for one reader, as the catalogue of their language says: separators, the place of the
/// currency sign, names of months.
///
/// Digits stay Latin in every language, so that figures can be compared and typed. Amounts never pass through floating point.
package struct DocumentLocale {
  package let isRightToLeft: Bool
  private let currency: Currency
  private let timeZone: String
  private let decimal: String
  private let group: String
  private let say: InvoiceDocument.Words

  /// - Parameter timeZone: an IANA name; UTC where the machine does not know it.
  package init(currency: Currency, timeZone: String, say: @escaping InvoiceDocument.Words) {
    self.currency = currency
    self.timeZone = timeZone
    self.say = say
    isRightToLeft = say("format.direction", [:]) == "rtl"
    decimal = say("format.decimal", [:])
    group = say("format.group", [:])
  }

  /// With the currency's sign: `€214.38`, `214,38 €`.
  package func money(_ minorUnits: Int64) -> String {
    let amount = say("format.money", ["sign": currency.symbol, "amount": digits(minorUnits.magnitude)])
    // A sign of letters brings a narrow space with it, for what follows.
    return (minorUnits < 0 ? "\u{2212}" : "") + (amount.last == "\u{202F}" ? String(amount.dropLast()) : amount)
  }

  /// Without it, for columns that say the currency once.
  package func amount(_ minorUnits: Int64) -> String {
    (minorUnits < 0 ? "\u{2212}" : "") + digits(minorUnits.magnitude)
  }

  /// A price of one unit, with more decimals than an amount where it has them.
  package func price(_ price: UnitPrice) -> String {
    if let whole = price.wholeMinorUnits { return amount(whole) }
    // Ten-thousandths of a minor unit: as many decimals as the currency has, and four more, without zeros at the end.
    let places = currency.exponent + 4
    let text = padded(String(price.tenThousandths), to: places + 1)
    var fraction = String(text.suffix(places))
    while fraction.utf8.count > currency.exponent, fraction.utf8.last == UInt8(ascii: "0") { fraction.removeLast() }
    return grouped(String(text.dropLast(places))) + decimal + fraction
  }

  package func quantity(_ quantity: Quantity, unit: String?) -> String {
    let parts = quantity.text.split(separator: ".")
    let number = grouped(parts.first.map(String.init) ?? "0") + (parts.count == 2 ? decimal + parts[1] : "")
    return unit.map { "\(number)\u{A0}\($0)" } ?? number
  }

  package func percent(_ rate: Rate) -> String {
    rate.text.split(separator: ".").joined(separator: decimal) + "%"
  }

  /// A day on the shop's clock: `27 March 2026`.
  package func date(_ instant: Instant) -> String {
    date(String(WallClock.text(instant, in: timeZone).prefix(10)))
  }

  package func date(_ day: CalendarDate) -> String { date(day.text) }

  /// Day, hour and minute on the shop's clock.
  package func moment(_ instant: Instant) -> String {
    say("format.moment", ["date": date(instant), "time": String(WallClock.text(instant, in: timeZone).suffix(5))])
  }

  /// From `2026-03-27`.
  private func date(_ text: String) -> String {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return text }
    return say("format.date", ["day": String(parts[2]), "month": say("format.month_\(parts[1])", [:]), "year": String(parts[0])])
  }

  private func digits(_ magnitude: UInt64) -> String {
    let text = padded(String(magnitude), to: currency.exponent + 1)
    let whole = grouped(String(text.dropLast(currency.exponent)))
    return currency.exponent == 0 ? whole : whole + decimal + text.suffix(currency.exponent)
  }

  private func padded(_ digits: String, to count: Int) -> String {
    String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
  }

  private func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index).isMultiple(of: 3) { result += group }
      result.append(digit)
    }
    return result
  }
}
