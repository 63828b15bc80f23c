/// Numbers as people write them in messages: digits of several scripts, a comma or a point before the decimals.
enum NumberText {
  /// The most a quantity can be, in thousandths.
  private static let most: Int64 = Quantity.limit

  /// The number at the beginning of a range, in thousandths, and where it ends; nil for one that counts nothing that is sold: too
  /// large, too many decimals, 007.
  static func read(_ text: [Unicode.Scalar], _ range: Range<Int>) -> (value: Int64?, end: Int) {
    var digits = ""
    var position = range.lowerBound
    var hasPoint = false
    while position < range.upperBound {
      let scalar = text[position]
      if let digit = digit(scalar) {
        digits.unicodeScalars.append(digit)
      } else if scalar == "." || scalar == ",", !hasPoint, position + 1 < range.upperBound, digit(text[position + 1]) != nil {
        hasPoint = true
        digits += "."
      } else {
        break
      }
      position += 1
    }
    guard digits.utf8.count <= 12 else { return (nil, position) }
    return (FixedPointText.read(withoutZeros(digits), places: 3, maximum: most), position)
  }

  /// "1.50" without the zero that says nothing.
  private static func withoutZeros(_ digits: String) -> String {
    guard digits.contains(".") else { return digits }
    var short = digits[...]
    while short.last == "0" { short.removeLast() }
    if short.last == "." { short.removeLast() }
    return String(short)
  }

  /// "1/2" and "½", in thousandths.
  static func fraction(_ text: String) -> Int64? {
    switch text {
    case "1/2", "½": 500
    case "1/4", "¼": 250
    case "3/4", "¾": 750
    default: nil
    }
  }

  /// A number as the catalogue's words have it.
  static func text(_ thousandths: Int64) -> String { FixedPointText.write(thousandths, places: 3) }

  private static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if ("0"..."9").contains(scalar) { return scalar }
    guard scalar.value >= 0x80, let value = scalar.properties.numericValue, scalar.properties.generalCategory == .decimalNumber else {
      return nil
    }
    return Unicode.Scalar(0x30 + UInt32(value))
  }
}
