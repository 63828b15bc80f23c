/// Tells texts that hold the number of a payment card, which is nothing that this shop may keep (PAY-18, PCI DSS).
package enum CardNumberText {
  /// Whether 13 to 19 digits in a row, blanks and hyphens between them ignored, pass the check that card numbers pass (Luhn).
  package static func isLikely(_ text: String) -> Bool {
    var run: [UInt8] = []
    for byte in Array(text.utf8) + [0] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): run.append(byte - UInt8(ascii: "0"))
      case UInt8(ascii: " "), UInt8(ascii: "-"): continue
      default:
        if (13...19).contains(run.count), passesLuhn(run) { return true }
        run = []
      }
    }
    return false
  }

  private static func passesLuhn(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let doubled = index.isMultiple(of: 2) ? Int(digit) : Int(digit) * 2
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum.isMultiple(of: 10) && digits.contains { $0 != 0 }
  }
}
