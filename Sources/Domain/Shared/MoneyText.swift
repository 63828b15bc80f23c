extension Money {
  /// The amount as a person reads it: symbol, groups of three, the currency's decimals, a real minus sign.
  package var text: String {
    let isNegative = minorUnits < 0
    var digits = String(minorUnits.magnitude)
    let missing = currency.exponent + 1 - digits.utf8.count
    if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
    let whole = digits.dropLast(currency.exponent)
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    let decimals = currency.exponent == 0 ? "" : "." + digits.suffix(currency.exponent)
    return "\(isNegative ? "\u{2212}" : "")\(currency.symbol)\(grouped)\(decimals)"
  }
}

extension Currency {
  /// What stands before an amount: a sign everybody knows, else the code and a narrow space.
  package var symbol: String {
    switch code {
    case "EUR": "€"
    case "GBP": "£"
    case "USD": "$"
    case "JPY": "¥"
    case "THB": "฿"
    case "PLN": "zł\u{202F}"
    case "INR": "₹"
    case "KRW": "₩"
    default: "\(code)\u{202F}"
    }
  }
}
