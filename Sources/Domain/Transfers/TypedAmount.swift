/// An amount as a person types it on a phone: with a point or a comma, with groups or without, with the currency's sign or without.
package enum TypedAmount {
  /// Minor units; nil where it could mean two things or nothing.
  package static func read(_ typed: String, in currency: Currency) -> Int64? {
    guard typed.utf8.count <= 60 else { return nil }
    var digits: [UInt8] = []
    var marks: [(mark: UInt8, place: Int)] = []
    var hasEnded = false
    for byte in String(typed.unicodeScalars.filter { $0.isASCII && $0 != " " }).utf8 {
      switch byte {
      case 48...57:
        guard !hasEnded else { return nil }
        digits.append(byte)
      case UInt8(ascii: "."), UInt8(ascii: ","): marks.append((byte, digits.count))
      case UInt8(ascii: "'"): continue
      // A currency's letters or sign before the digits or behind them, never among them.
      case 65...90, 97...122, UInt8(ascii: "$"): hasEnded = !digits.isEmpty
      default: return nil
      }
    }
    guard !digits.isEmpty, let parts = split(digits, marks, places: currency.exponent) else { return nil }
    let fraction = parts.fraction + String(repeating: "0", count: currency.exponent - parts.fraction.utf8.count)
    guard parts.whole.utf8.count + fraction.utf8.count <= 18, let amount = Int64(parts.whole + fraction) else { return nil }
    return amount <= Money.limit ? amount : nil
  }

  /// Which of the marks is the decimal one: the last where it stands once and has the currency's decimals behind it; the others group by
  /// three.
  private static func split(
    _ digits: [UInt8], _ marks: [(mark: UInt8, place: Int)], places: Int
  ) -> (whole: String, fraction: String)? {
    var groups = marks
    var whole = digits
    var fraction: [UInt8] = []
    if let last = marks.last, marks.count(where: { $0.mark == last.mark }) == 1 {
      let behind = digits.count - last.place
      if behind > 0, behind <= places, last.place > 0 {
        groups.removeLast()
        (whole, fraction) = (Array(digits.prefix(last.place)), Array(digits.suffix(behind)))
      }
    }
    guard Set(groups.map(\.mark)).count <= 1 else { return nil }
    for (index, group) in groups.enumerated() {
      let next = index + 1 < groups.count ? groups[index + 1].place : whole.count
      guard next - group.place == 3, group.place > 0, index > 0 || group.place <= 3 else { return nil }
    }
    return (String(decoding: whole, as: UTF8.self), String(decoding: fraction, as: UTF8.self))
  }
}

/// What a QR code for banking apps holds, where there is one for the account and currency.
package enum TransferCode {
  /// - Parameter number: the invoice's or order's number.
  package static func text(to account: BankAccount, _ amount: Money, number: String) -> String? {
    if let text = EPCCode.text(to: account, amount, number: number) { return text }
    return account.promptPayID.flatMap(PromptPayID.init).flatMap { PromptPayCode.text(to: $0, amount) }
  }
}

extension BankAccount {
  /// What a payer writes on a transfer to this account: with an IBAN a reference that banks check, else the number as it is.
  package func reference(of number: String) -> String {
    iban == nil ? number : CreditorReference(of: number)?.text ?? number
  }
}
