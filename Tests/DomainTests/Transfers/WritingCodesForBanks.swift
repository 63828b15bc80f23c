import Domain
import Testing

@testable import Domain

@Suite("Codes that banking apps read")
struct WritingCodesForBanks {
  private let euro = Currency("EUR")
  private let baht = Currency("THB")

  @Test(arguments: [
    "DE89 3704 0044 0532 0130 00", "gb82 west 1234 5698 7654 32", "NL91ABNA0417164300", "FR1420041010050500013M02606",
    "MT84MALT011000012345MTLCAST001S", "NO9386011117947", "BE68539007547034",
  ])
  func `the published examples of IBANs are read`(_ text: String) throws {
    let iban = try #require(IBAN(text))
    #expect(iban.text == text.uppercased().filter { $0 != " " })
  }

  @Test(arguments: [
    "DE89370400440532013001", "DE8937040044053201300", "DE893704004405320130000", "XX89370400440532013000", "", "DE", "DE89 3704 0044",
    "DE89-3704-0044-0532-0130-00", "ＤＥ89370400440532013000", "DE89370400440532O13000",
  ])
  func `an IBAN with a wrong digit, length, country or character is none`(_ text: String) {
    #expect(IBAN(text) == nil)
  }

  @Test func `every changed digit of an IBAN is noticed`() {
    let right = Array("DE89370400440532013000".utf8)
    for place in 4..<right.count {
      for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != right[place] {
        var wrong = right
        wrong[place] = digit
        #expect(IBAN(String(decoding: wrong, as: UTF8.self)) == nil)
      }
    }
  }

  @Test func `a creditor reference has the check digits of ISO 11649`() {
    #expect(CreditorReference(of: "539007547034")?.text == "RF18539007547034")
    #expect(CreditorReference(of: "Inv-1001/2")?.text.hasSuffix("INV10012") == true)
    #expect(CreditorReference(of: "539007547034")?.grouped == "RF18 5390 0754 7034")
    #expect(CreditorReference(of: "—") == nil)
    #expect(CreditorReference(of: "1234567890123456789012") == nil)
  }

  @Test func `a creditor reference checks to one, whatever number it is made of`() throws {
    for number in ["INV-7", "D-17", "A", "99999", "0", "Rechnung 2026/11/0007"] {
      let text = try #require(CreditorReference(of: number)).text
      #expect(CheckDigits.remainder(Array(text.utf8.dropFirst(4)) + Array(text.utf8.prefix(4))) == 1)
    }
  }

  @Test func `an EPC code has the lines of version 002 and nothing behind the last`() throws {
    var account = BankAccount(holder: "Red Cross of Belgium")
    account.iban = "BE72000000001616"
    account.bic = "BPOTBEB1"
    let amount = Money(minorUnits: 21438, currency: try #require(euro))
    #expect(
      EPCCode.text(to: account, amount, number: "539007547034")
        == "BCD\n002\n1\nSCT\nBPOTBEB1\nRed Cross of Belgium\nBE72000000001616\nEUR214.38\n\nRF18539007547034")
    account.bic = nil
    #expect(
      EPCCode.text(to: account, amount, number: "注文七")
        == "BCD\n002\n1\nSCT\n\nRed Cross of Belgium\nBE72000000001616\nEUR214.38\n\n\n注文七")
  }

  @Test func `an EPC code is made for euros to an IBAN only, and for no more than its field holds`() throws {
    var account = BankAccount(holder: "Fern & Clay")
    let euro = try #require(euro)
    #expect(EPCCode.text(to: account, Money(minorUnits: 100, currency: euro), number: "1") == nil)
    account.iban = "DE89370400440532013000"
    #expect(EPCCode.text(to: account, Money(minorUnits: 1, currency: euro), number: "1")?.contains("\nEUR0.01\n") == true)
    #expect(
      EPCCode.text(to: account, Money(minorUnits: 99_999_999_999, currency: euro), number: "1")?.contains("\nEUR999999999.99\n") == true)
    #expect(EPCCode.text(to: account, Money(minorUnits: 100_000_000_000, currency: euro), number: "1") == nil)
    #expect(EPCCode.text(to: account, Money(minorUnits: 0, currency: euro), number: "1") == nil)
    #expect(EPCCode.text(to: account, Money(minorUnits: 100, currency: try #require(Currency("GBP"))), number: "1") == nil)
  }

  @Test func `a name that is too long for an EPC code is cut, and the code stays within its octets`() throws {
    var account = BankAccount(holder: String(repeating: "Ä", count: 90))
    account.iban = "DE89370400440532013000"
    let amount = Money(minorUnits: 100, currency: try #require(euro))
    let text = try #require(EPCCode.text(to: account, amount, number: "1"))
    #expect(text.contains("\n" + String(repeating: "Ä", count: 70) + "\n"))
    #expect(text.utf8.count <= 331)
    account.holder = String(repeating: "店", count: 70)
    #expect(EPCCode.text(to: account, amount, number: String(repeating: "号", count: 140)) == nil)
  }

  @Test(arguments: [
    ("0801234567", nil, "00020101021129370016A000000677010111011300668012345675802TH530376463046197"),
    ("000-000-0000", "4.22", "00020101021229370016A000000677010111011300660000000005802TH530376454044.226304E469"),
    ("080-123-4567", "4.22", "00020101021229370016A000000677010111011300668012345675802TH530376454044.22630444FE"),
    ("1-1111-11111-11-1", nil, "00020101021129370016A000000677010111021311111111111115802TH530376463047B5A"),
    ("1111111111111", "4.22", "00020101021229370016A000000677010111021311111111111115802TH530376454044.2263047429"),
    ("1234567890123", "550.00", "00020101021229370016A000000677010111021312345678901235802TH53037645406550.0063046195"),
    ("012345678901234", nil, "00020101021129390016A00000067701011103150123456789012345802TH530376463049781"),
  ])
  func `PromptPay codes are those of published examples`(_ id: String, _ sum: String?, _ expected: String) throws {
    #expect(PromptPayCode.text(to: try #require(PromptPayID(id)), sum: sum) == expected)
  }

  @Test func `the checksum is the published one`() {
    #expect(PromptPayCode.checksum("123456789") == "29B1")
  }

  @Test func `a PromptPay phone number is the same with and without its country`() {
    #expect(PromptPayID("+66 81 234 5678") == PromptPayID("081-234-5678"))
    for text in ["81234567", "+4412345678901", "1234567890", "12345678901234", "", "08l2345678", "+1111111111111"] {
      #expect(PromptPayID(text) == nil)
    }
  }

  @Test func `a PromptPay code asks for baht only`() throws {
    let id = try #require(PromptPayID("0801234567"))
    #expect(PromptPayCode.text(to: id, Money(minorUnits: 422, currency: try #require(baht)))?.contains("54044.22") == true)
    #expect(PromptPayCode.text(to: id, Money(minorUnits: 422, currency: try #require(euro))) == nil)
    #expect(PromptPayCode.text(to: id, Money(minorUnits: 0, currency: try #require(baht))) == nil)
  }
}
