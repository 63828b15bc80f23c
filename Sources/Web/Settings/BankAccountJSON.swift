import Domain
import JSON

/// Where customers transfer to, as `/settings` shows it; null where the shop offers no transfer.
enum BankAccountJSON {
  static func write(_ account: BankAccount?, to json: inout JSONWriter) {
    guard let account else { return json.member("bank_transfer", JSON.null) }
    json.member("bank_transfer") {
      $0.member("account_holder", account.holder)
      $0.member("iban", account.iban)
      $0.member("bic", account.bic)
      $0.member("bank_name", account.bankName)
      $0.member("account_number", account.accountNumber)
      $0.member("sort_code", account.sortCode)
      $0.member("details", account.details)
      $0.member("promptpay_id", account.promptPayID)
    }
  }
}

extension Fields {
  /// All of an account: what is left out is not there.
  func bankAccount() -> BankAccount? {
    let holder = name("account_holder", limit: 70, required: true)
    let iban = name("iban", limit: 64)
    let bic = name("bic", limit: 20)
    let bankName = name("bank_name", limit: 100)
    let number = name("account_number", limit: 34)
    let sortCode = name("sort_code", limit: 20)
    let details = text("details", limit: 500, minimum: 1, multiline: true)
    let promptPay = name("promptpay_id", limit: 40)
    guard let holder else { return nil }
    var account = BankAccount(holder: holder)
    (account.iban, account.bic, account.bankName) = (iban, bic, bankName)
    (account.accountNumber, account.sortCode, account.details, account.promptPayID) = (number, sortCode, details, promptPay)
    return account
  }
}
