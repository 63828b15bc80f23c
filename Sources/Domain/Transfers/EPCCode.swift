/// What a QR code holds that banking apps of the euro area read as a transfer (EPC069-12, version 002).
package enum EPCCode {
  /// Most octets of a code (version 13 at correction level M).
  private static let limit = 331

  /// The text of the code; nil where the rules do not allow one: another currency, no IBAN, or more than 999,999,999.99.
  ///
  /// - Parameter number: the invoice's or order's number; as a creditor reference where one can be made of it, else in words.
  package static func text(to account: BankAccount, _ amount: Money, number: String) -> String? {
    guard amount.currency.code == "EUR", (1...99_999_999_999).contains(amount.minorUnits), let iban = account.iban,
      let sum = amount.plainText
    else { return nil }
    let reference = CreditorReference(of: number)
    // Service tag, version, UTF-8, SEPA credit transfer; purpose left out. What is last is followed by nothing.
    var lines = ["BCD", "002", "1", "SCT", account.bic ?? "", line(account.holder, 70), iban, "EUR\(sum)", ""]
    if let reference { lines.append(reference.text) } else { lines += ["", line(number, 140)] }
    let text = lines.joined(separator: "\n")
    return text.utf8.count <= limit ? text : nil
  }

  /// A text on one line, cut to what its field holds.
  private static func line(_ text: String, _ limit: Int) -> String {
    let scalars = text.composed.unicodeScalars.filter { !$0.isControl }
    return String(String.UnicodeScalarView(scalars.prefix(limit)))
  }
}

extension Money {
  /// The amount as machines of banks write it: digits, a point, the currency's decimals; nil where it is negative.
  package var plainText: String? {
    guard minorUnits >= 0 else { return nil }
    let digits = String(minorUnits)
    guard currency.exponent > 0 else { return digits }
    let padded = String(repeating: "0", count: max(0, currency.exponent + 1 - digits.utf8.count)) + digits
    return "\(padded.dropLast(currency.exponent)).\(padded.suffix(currency.exponent))"
  }
}
