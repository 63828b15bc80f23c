/// One row of a file for spreadsheets (RFC 4180): cells between commas, quoted where needed, a line end of CR and LF.
///
/// Texts never become formulas: a cell that a spreadsheet might read as one gets an apostrophe before it (INJ-04), which
/// ``original(_:)`` takes off again. Numbers are written as they are, minus signs too.
package struct CSVRow: Sendable {
  private var text = ""
  private var isEmpty = true

  package init() {}

  /// A text from people; nil is an empty cell.
  package mutating func add(_ value: String?) {
    separate()
    guard let value, !value.isEmpty else { return }
    text += Self.quoted(Self.mayBeFormula(value) ? "'" + value : value)
  }

  /// A number or a word of ours, which holds nothing that needs care.
  package mutating func add(plain value: String) {
    separate()
    text += value
  }

  /// An amount in units of its currency with its decimals: 1234 cents are `12.34`.
  package mutating func add(minorUnits: Int64, of currency: Currency) {
    add(plain: Self.decimal(minorUnits, exponent: currency.exponent))
  }

  /// The row with its line end.
  package var line: String { text + "\r\n" }

  /// What a cell held before ``add(_:)`` made it harmless.
  package static func original(_ cell: String) -> String {
    guard cell.utf8.first == UInt8(ascii: "'") else { return cell }
    let rest = String(cell.dropFirst(scalar: "'"))
    return mayBeFormula(rest) ? rest : cell
  }

  /// Whether a spreadsheet might read the text as something else than text. Judged by scalars, since a mark that combines with a sign
  /// hides it from `Character`; blanks, quotes and invisible characters in front do not hide it from a spreadsheet.
  package static func mayBeFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    if first == "\t" || first == "\r" || first == "\n" { return true }
    guard let sign = text.unicodeScalars.first(where: { !isSkipped($0) }) else { return false }
    switch sign {
    case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\u{2212}": return true
    default: return false
    }
  }

  package static func decimal(_ minorUnits: Int64, exponent: Int) -> String {
    var digits = String(minorUnits.magnitude)
    let missing = exponent + 1 - digits.utf8.count
    if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
    let sign = minorUnits < 0 ? "-" : ""
    return exponent == 0 ? sign + digits : "\(sign)\(digits.dropLast(exponent)).\(digits.suffix(exponent))"
  }

  private mutating func separate() {
    if isEmpty { isEmpty = false } else { text += "," }
  }

  private static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\"" || scalar == "'" || scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
      || scalar.properties.generalCategory == .control
  }

  /// Quoted where anything in it could end the cell, in any country's habit of separators.
  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
      default: false
      }
    }
    let hasEdge = text.utf8.first == UInt8(ascii: " ") || text.utf8.last == UInt8(ascii: " ")
    guard needsQuotes || hasEdge else { return text }
    var result = String.UnicodeScalarView()
    result.append("\"")
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result.append(scalar) }
      result.append(scalar)
    }
    result.append("\"")
    return String(result)
  }
}

extension String {
  /// Without its first scalar; what combines with it stays.
  fileprivate func dropFirst(scalar: Unicode.Scalar) -> String {
    guard unicodeScalars.first == scalar else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.dropFirst()))
  }
}
