import Domain
import JSON

/// The account that customers transfer to, as JSON text.
enum StoredBankAccount {
  static func text(_ account: BankAccount) -> String {
    StoredList.write { writer in
      writer.object { write(account, &$0) }
    }
  }

  static func write(_ account: BankAccount, _ json: inout JSONWriter) {
    json.member("account_holder", account.holder)
    json.member("iban", account.iban)
    json.member("bic", account.bic)
    json.member("bank_name", account.bankName)
    json.member("account_number", account.accountNumber)
    json.member("sort_code", account.sortCode)
    json.member("details", account.details)
    json.member("promptpay_id", account.promptPayID)
  }

  static func read(_ text: String) throws -> BankAccount {
    let json = try JSON.read(Array(text.utf8))
    return try read(json)
  }

  static func read(_ json: JSON) throws -> BankAccount {
    var account = BankAccount(holder: try StoredList.string(json, "account_holder"))
    account.iban = StoredList.stringOrNil(json, "iban")
    account.bic = StoredList.stringOrNil(json, "bic")
    account.bankName = StoredList.stringOrNil(json, "bank_name")
    account.accountNumber = StoredList.stringOrNil(json, "account_number")
    account.sortCode = StoredList.stringOrNil(json, "sort_code")
    account.details = StoredList.stringOrNil(json, "details")
    account.promptPayID = StoredList.stringOrNil(json, "promptpay_id")
    return account
  }
}
