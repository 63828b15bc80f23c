import Documents
package import Domain

/// Values as a person types them into a field, and as `office/fields.js` reads them back without losing anything.
package enum ResourceValue {
  /// Minor units in whole units with a point: 1250 of EUR is `12.50`.
  package static func money(_ minorUnits: Int64, in currency: Currency) -> String {
    let digits = String(minorUnits.magnitude)
    let places = currency.exponent
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    let sign = minorUnits < 0 ? "-" : ""
    guard places > 0 else { return sign + padded }
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// A unit price with as many decimals as it has, and never three after the point of a currency with two, which reads as thousands.
  package static func unitPrice(_ price: UnitPrice, in currency: Currency) -> String {
    let places = currency.exponent + 4
    let digits = String(price.tenThousandths)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    let whole = padded.dropLast(places)
    var fraction = String(padded.suffix(places))
    while fraction.utf8.count > currency.exponent, fraction.utf8.last == UInt8(ascii: "0") { fraction.removeLast() }
    if fraction.utf8.count == 3, currency.exponent != 3 { fraction += "0" }
    return fraction.isEmpty ? String(whole) : whole + "." + fraction
  }

  /// A moment for an input of type `datetime-local`.
  package static func moment(_ instant: Instant, in timeZone: String) -> String {
    WallClock.text(instant, in: timeZone).split(separator: " ").joined(separator: "T")
  }
}
