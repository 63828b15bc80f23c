/// Reads and writes unsigned decimals of a fixed number of places, byte by byte and to the last byte.
///
/// The grammar is `0|[1-9][0-9]*`, then at most `places` decimals behind a point; no sign, no exponent, no blank, no other digits
/// than those of ASCII. Foundation's readers take "12abc" for 12, which is why none of them is used (rule M1).
enum FixedPointText {
  /// The value in units of 10^-places, or nil where the text is not of the grammar or beyond `maximum`.
  static func read(_ text: String, places: Int, maximum: Int64) -> Int64? {
    var value: Int64 = 0
    var decimals = -1
    var isFirst = true
    var beganWithZero = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") {
        guard decimals < 0, !isFirst else { return nil }
        decimals = 0
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      if decimals >= 0 {
        decimals += 1
        guard decimals <= places else { return nil }
      } else {
        guard !beganWithZero else { return nil }
        beganWithZero = isFirst && byte == UInt8(ascii: "0")
      }
      isFirst = false
      guard let next = shifted(value, adding: Int64(byte - UInt8(ascii: "0"))) else { return nil }
      value = next
    }
    guard !isFirst, decimals != 0 else { return nil }
    for _ in 0..<(places - max(decimals, 0)) {
      guard let next = shifted(value, adding: 0) else { return nil }
      value = next
    }
    return value <= maximum ? value : nil
  }

  /// The shortest text that ``read(_:places:maximum:)`` turns into `value`: no trailing zeros, no bare point.
  static func write(_ value: Int64, places: Int) -> String {
    // Most quantities and rates are whole.
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: unit(of: places))
    guard remainder != 0 else { return String(quotient) }
    var digits = Array(String(value.magnitude).utf8)
    if digits.count <= places {
      digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: places + 1 - digits.count), at: 0)
    }
    var fraction = digits.suffix(places)
    while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
    let whole = digits.prefix(digits.count - places)
    let sign = value < 0 ? "-" : ""
    let text = sign + String(decoding: whole, as: UTF8.self)
    return fraction.isEmpty ? text : text + "." + String(decoding: fraction, as: UTF8.self)
  }

  private static func unit(of places: Int) -> Int64 {
    var unit: Int64 = 1
    for _ in 0..<places { unit *= 10 }
    return unit
  }

  private static func shifted(_ value: Int64, adding digit: Int64) -> Int64? {
    let (product, isTooFar) = value.multipliedReportingOverflow(by: 10)
    let (sum, isBeyond) = product.addingReportingOverflow(digit)
    return isTooFar || isBeyond ? nil : sum
  }
}
