import Domain
import UseCases

/// How a report writes amounts, counts and days.
struct ReportFormat {
  let currency: Currency
  let texts: Texts

  /// `€41,926.10`.
  func money(_ amount: Int128) -> String { sign(amount) + currency.symbol + digits(amount.magnitude) }

  /// `€41,926`, for bars and axes.
  func roundMoney(_ amount: Int128) -> String {
    let unit = (0..<currency.exponent).reduce(UInt128(1)) { value, _ in value * 10 }
    let whole = (amount.magnitude + unit / 2) / unit
    return (whole == 0 ? "" : sign(amount)) + currency.symbol + Self.grouped(String(whole))
  }

  /// `41,926.10`, for columns that say the currency once.
  func amount(_ amount: Int128) -> String { sign(amount) + digits(amount.magnitude) }

  /// An amount that takes something off: `−481.20`.
  func reduction(_ value: Int128) -> String { amount(-value) }

  func count(_ value: Int128) -> String { sign(value) + Self.grouped(String(value.magnitude)) }

  /// Units from thousandths: `1,096`, `2.5`.
  func units(_ thousandths: Int128) -> String {
    let parts = ReportJSON.thousandths(thousandths.magnitude > Int128.max.magnitude ? 0 : Int128(thousandths.magnitude)).split(
      separator: ".")
    let whole = Self.grouped(parts.first.map(String.init) ?? "0")
    return sign(thousandths) + (parts.count > 1 ? "\(whole).\(parts[1])" : whole)
  }

  /// Tenths of a percent: `43.0%`.
  func percent(_ perMille: Int128?) -> String {
    guard let perMille else { return "–" }
    return "\(sign(perMille))\(perMille.magnitude / 10).\(perMille.magnitude % 10)%"
  }

  /// `+6.2%`, by how much a sum is above another; nil where there is nothing to compare with.
  func growth(of now: Int128, over before: Int128) -> (text: String, isUp: Bool)? {
    guard before > 0 else { return nil }
    let change = (now - before) * 2000
    let perMille = (change + (change < 0 ? -before : before)) / (before * 2)
    return ((perMille > 0 ? "+" : "") + percent(perMille), perMille >= 0)
  }

  /// `4 Mar`, with the year where it is asked for.
  func day(_ day: CalendarDate, withYear: Bool = false) -> String {
    let parts = day.text.split(separator: "-")
    guard parts.count == 3, let month = Int(parts[1]), let number = Int(parts[2]) else { return day.text }
    return texts.say("reports.day", ["day": String(number), "month": texts.say("reports.month.\(month)")])
      + (withYear ? " \(parts[0])" : "")
  }

  /// `9 Feb – 8 Mar 2026`.
  func range(_ first: CalendarDate, _ last: CalendarDate) -> String {
    if first == last { return day(last, withYear: true) }
    let isOneYear = first.text.prefix(4) == last.text.prefix(4)
    return "\(day(first, withYear: !isOneYear)) – \(day(last, withYear: true))"
  }

  private func sign(_ value: Int128) -> String { value < 0 ? "\u{2212}" : "" }

  private func digits(_ magnitude: UInt128) -> String {
    var digits = String(magnitude)
    let missing = currency.exponent + 1 - digits.utf8.count
    if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
    let whole = Self.grouped(String(digits.dropLast(currency.exponent)))
    return currency.exponent == 0 ? whole : "\(whole).\(digits.suffix(currency.exponent))"
  }

  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }
}
