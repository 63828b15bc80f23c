/// Where customers transfer money to: an account with an IBAN, one with a number of its country's own, a PromptPay identity, or words.
package struct BankAccount: Hashable, Sendable {
  package var holder: String
  /// Without spaces.
  package var iban: String?
  package var bic: String?
  package var bankName: String?
  /// A number that only banks of the country know, with its sort or routing code.
  package var accountNumber: String?
  package var sortCode: String?
  /// What else a payer needs to know, in lines.
  package var details: String?
  /// A phone number, a national or tax number, or an e-wallet, digits only.
  package var promptPayID: String?

  package init(holder: String) {
    self.holder = holder
  }

  /// Puts texts into their stored form and notes what does not fit.
  mutating func settle(_ field: String, _ checks: inout FieldChecks) {
    holder = holder.composed
    checks.text(holder, "\(field).account_holder", limit: 70, required: true)
    checks.text(bankName, "\(field).bank_name", limit: 100)
    checks.text(accountNumber, "\(field).account_number", limit: 34)
    checks.text(sortCode, "\(field).sort_code", limit: 20)
    checks.text(details, "\(field).details", limit: 500, multiline: true)
    if let typed = iban {
      if let read = IBAN(typed) {
        iban = read.text
      } else {
        checks.fail("\(field).iban", "iban", "This is not an IBAN: a digit may be wrong.")
      }
    }
    if let typed = bic {
      if let read = Self.bic(typed) { bic = read } else { checks.fail("\(field).bic", "bic", "A BIC has 8 or 11 letters and digits.") }
    }
    if let typed = promptPayID {
      if let read = PromptPayID(typed) {
        promptPayID = read.digits
      } else {
        checks.fail("\(field).promptpay_id", "promptpay", "A PromptPay identity is a Thai phone number, 13 digits, or 15 digits.")
      }
    }
    if iban == nil, accountNumber == nil, details == nil, promptPayID == nil {
      checks.fail("\(field).iban", "one_of", "Name an IBAN, an account number, a PromptPay identity, or the details in words.")
    }
  }

  /// ISO 9362: bank, country, place and perhaps a branch.
  private static func bic(_ typed: String) -> String? {
    let bytes = Array(typed.identityKey.utf8.filter { $0 != UInt8(ascii: " ") })
    guard bytes.count == 8 || bytes.count == 11, bytes.prefix(6).allSatisfy({ (97...122).contains($0) }),
      bytes.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) })
    else { return nil }
    return String(decoding: bytes, as: UTF8.self).uppercased()
  }
}
