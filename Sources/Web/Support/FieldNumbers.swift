package import Domain
import JSON

/// Money, quantities, rates and counts: read digit by digit, never through floating point (`docs/rules.md`).
extension Fields {
  /// An amount in minor units: an integer token, 0 to 10^12.
  package func amount(
    _ key: String, in range: ClosedRange<Int64> = 0...Money.limit, required: Bool = false, nullable: Bool = false
  ) -> Int64? {
    integer(key, in: range, required: required, nullable: nullable)
  }

  /// A whole number without fraction, exponent or sign of zero.
  package func integer(
    _ key: String, in range: ClosedRange<Int64>, required: Bool = false, nullable: Bool = false
  ) -> Int64? {
    guard let value = value(key, required: required, nullable: nullable) else { return nil }
    guard case .number(let token) = value else {
      note(key, "type", "This field is a whole number, not in quotes.")
      return nil
    }
    guard let number = WholeNumber.read(token) else {
      note(key, "integer", "A whole number: no fraction, no exponent.")
      return nil
    }
    guard case .fits(let whole) = number, range.contains(whole) else {
      note(key, "out_of_range", "Between \(range.lowerBound) and \(range.upperBound).")
      return nil
    }
    return whole
  }

  /// A JSON number read as text: at most three decimals, at most a million.
  package func quantity(_ key: String, allowsZero: Bool = false, required: Bool = false, nullable: Bool = false) -> Quantity? {
    guard let value = value(key, required: required, nullable: nullable) else { return nil }
    guard case .number(let token) = value else {
      note(key, "type", "This field is a number, not in quotes.")
      return nil
    }
    guard let quantity = Quantity(text: token), allowsZero || !quantity.isZero else {
      note(key, "quantity", "A number above 0 and up to 1,000,000 with at most three decimals.")
      return nil
    }
    return quantity
  }

  /// Minor units as an integer, or as a decimal text with at most four decimals.
  package func unitPrice(_ key: String, required: Bool = false, nullable: Bool = false) -> UnitPrice? {
    guard let value = value(key, required: required, nullable: nullable) else { return nil }
    let price: UnitPrice? =
      switch value {
      case .number(let token): WholeNumber.read(token)?.value.flatMap { UnitPrice(minorUnits: $0) }
      case .string(let text): UnitPrice(text: text)
      default: nil
      }
    if price == nil {
      note(key, "unit_price", "Minor units from 0 to 10^12: a whole number, or a text with at most four decimals.")
    }
    return price
  }

  /// A share between "0" and "100", as a decimal text.
  package func percentage(_ key: String, required: Bool = false, nullable: Bool = false) -> Percentage? {
    decimal(key, required: required, nullable: nullable, "A decimal text from \"0\" to \"100\" with at most four decimals.") {
      Percentage(text: $0)
    }
  }

  /// A tax rate in percent, as a decimal text.
  package func rate(_ key: String, required: Bool = false, nullable: Bool = false) -> Rate? {
    decimal(key, required: required, nullable: nullable, "A rate in percent as a decimal text with at most four decimals.") {
      Rate(text: $0)
    }
  }

  private func decimal<Value>(
    _ key: String, required: Bool, nullable: Bool, _ message: String, _ read: (String) -> Value?
  ) -> Value? {
    guard let value = value(key, required: required, nullable: nullable) else { return nil }
    guard case .string(let text) = value, let decimal = read(text) else {
      note(key, "decimal", message)
      return nil
    }
    return decimal
  }
}

/// An integer token, told apart from one that is too long for 64 bits.
enum WholeNumber {
  case fits(Int64)
  case tooLarge

  var value: Int64? {
    if case .fits(let value) = self { value } else { nil }
  }

  /// `-?(0|[1-9][0-9]*)` without `-0`; nil for anything else.
  static func read(_ token: String) -> WholeNumber? {
    let digits = token.utf8.first == UInt8(ascii: "-") ? token.utf8.dropFirst() : token.utf8[...]
    guard let first = digits.first, digits.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }) else { return nil }
    if first == UInt8(ascii: "0") { return token == "0" ? .fits(0) : nil }
    return Int64(token).map { .fits($0) } ?? .tooLarge
  }
}
