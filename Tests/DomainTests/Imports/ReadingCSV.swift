import Domain
import Testing

struct ReadingCSV {
  @Test func `quoted fields hold commas, line ends and doubled quotes`() throws {
    let text = "\u{FEFF}a,b\r\n\"one, two\",\"first\nsecond \"\"word\"\"\"\r\nlast,\r\n"
    let records = try CSVReader.records(of: text)
    #expect(records.map(\.fields) == [["a", "b"], ["one, two", "first\nsecond \"word\""], ["last", ""]])
    #expect(records.map(\.line) == [1, 2, 4])
  }

  @Test func `empty lines are no records and a last line needs no end`() throws {
    let records = try CSVReader.records(of: "a\n\n\r\nb")
    #expect(records.map(\.fields) == [["a"], ["b"]])
    #expect(records.map(\.line) == [1, 4])
  }

  @Test(arguments: [
    ("a\n\"never closed", 2), ("a\nb\n\"x\"y\n", 3), ("a\n" + String(repeating: ",", count: 600), 2),
    ("a\n\"" + String(repeating: "x", count: 300_000) + "\"", 2),
  ])
  func `what is broken is refused with its line`(text: String, line: Int) {
    #expect { try CSVReader.records(of: text) } throws: { ($0 as? ImportProblem)?.line == line }
  }

  @Test func `columns are found by any of their names, whatever the case`() throws {
    let table = try CSVTable("Email , first NAME\n a@b.example ,Ann\n,\n")
    #expect(table.rows.count == 1)
    #expect(table.rows.first?["E-mail", "email"] == "a@b.example")
    #expect(table.rows.first?["First Name"] == "Ann")
    #expect(table.rows.first?["Last Name"] == nil)
  }

  @Test(arguments: ["a,A\n1,2\n", "a,b\n1\n", "", "\u{FEFF}"])
  func `a header that repeats itself and rows of another length are refused`(text: String) {
    #expect(throws: Refusal.self) { try CSVTable(text) }
  }

  @Test(arguments: [("9.99", 9_990_000), ("0", 0), ("0.03", 30_000), ("750", 750_000_000)])
  func `amounts are read digit by digit`(text: String, tenThousandths: Int64) throws {
    let euro = try #require(Currency("EUR"))
    #expect(AmountText.unitPrice(text, in: euro)?.tenThousandths == tenThousandths)
  }

  @Test(arguments: ["12abc", "1.234,56", "12 34", "１２", "٣", "-1", "1e3", "", ".5", "5.", "9.9999999"])
  func `nothing is guessed of an amount`(text: String) throws {
    let euro = try #require(Currency("EUR"))
    #expect(AmountText.unitPrice(text, in: euro) == nil)
  }

  @Test func `a description loses its tags and keeps its words`() {
    #expect(PlainText.of(html: "<p>Clay &amp; glaze</p><p>2&nbsp;l<br>hand&#39;s work</p>") == "Clay & glaze\n2 l\nhand's work")
    #expect(PlainText.of(html: "<script>x</script>") == "x")
    #expect(PlainText.of(html: "a < b & c") == "a < b & c")
    #expect(PlainText.of(html: "<p></p>") == nil)
  }

  @Test(arguments: ["1/12/2010", "1/12/2010 8:26", "29/2/2012 23:59:59"])
  func `days come before months`(text: String) {
    #expect(LocalTime(dayMonthYear: text)?.month != nil)
  }

  @Test(arguments: ["12/31/2010", "29/2/2011", "2010-12-01", "1/12/2010 24:00", "1/12", "", "1/1/10", "١/12/2010"])
  func `no month has such a day`(text: String) {
    #expect(LocalTime(dayMonthYear: text) == nil)
  }
}
