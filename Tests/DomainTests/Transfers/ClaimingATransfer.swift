import Testing

@testable import Domain

@Suite("Saying that something was transferred")
struct ClaimingATransfer {
  @Test(arguments: [
    ("214.38", 21438), ("214,38", 21438), ("1,214.38", 121_438), ("1.214,38", 121_438), ("1 214,38", 121_438), ("€214.38", 21438),
    ("214", 21400), ("214.3", 21430), ("1,214", 121_400), ("1.214", 121_400), ("12.345.678", 1_234_567_800), ("0.01", 1),
    ("214 EUR", 21400),
    ("1'214.38", 121_438),
  ])
  func `an amount is read as people type it`(_ typed: String, _ amount: Int64) throws {
    #expect(TypedAmount.read(typed, in: try #require(Currency("EUR"))) == amount)
  }

  @Test(arguments: ["", "-5", "1.2.3", "12,34,567", "1,2345", ".5", "5.", "1.234,5678", "abc", "1e3", "99999999999999999999", "1,234.567"])
  func `an amount that could mean two things, or nothing, is none`(_ typed: String) throws {
    #expect(TypedAmount.read(typed, in: try #require(Currency("EUR"))) == nil)
  }

  @Test func `a currency without decimals has none, and groups only`() throws {
    let yen = try #require(Currency("JPY"))
    #expect(TypedAmount.read("12,345", in: yen) == 12345)
    #expect(TypedAmount.read("12.34", in: yen) == nil)
    #expect(TypedAmount.read("1.234", in: try #require(Currency("KWD"))) == 1234)
  }

  @Test func `an account needs one way to reach it, and a right IBAN`() throws {
    for change: (inout BankAccount) -> Void in [{ _ in }, { $0.iban = "DE89370400440532013001" }, { $0.promptPayID = "12" }] {
      var account = BankAccount(holder: "Fern & Clay")
      change(&account)
      var checks = FieldChecks()
      account.settle("bank_transfer", &checks)
      #expect(throws: Refusal.self) { try checks.finish() }
    }
    var account = BankAccount(holder: "Fern & Clay")
    (account.iban, account.bic) = ("de89 3704 0044 0532 0130 00", "cobadeffxxx")
    var checks = FieldChecks()
    account.settle("bank_transfer", &checks)
    try checks.finish()
    #expect(account.iban == "DE89370400440532013000" && account.bic == "COBADEFFXXX")
    #expect(account.reference(of: "INV-7").hasPrefix("RF"))
  }
}
