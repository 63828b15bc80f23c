import Domain
import Testing

struct WritingRowsForSpreadsheets {
  private func line(_ texts: String?...) -> String {
    var row = CSVRow()
    for text in texts { row.add(text) }
    return row.line
  }

  @Test func `cells stand between commas and a row ends with CR LF`() {
    #expect(line("a", nil, "", "b") == "a,,,b\r\n")
    #expect(line("one, two", "say \"hi\"", "two\nlines") == "\"one, two\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n")
    #expect(line("a;b", " edge") == "\"a;b\",\" edge\"\r\n")
  }

  @Test(arguments: [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\"=1", "'=1", "\u{FF1D}1", "\u{FF0B}1", "=\u{301}1",
    "\u{200B}=1", "\u{202E}=1", "\u{A0}=cmd|'/c calc'!A1", "\u{2212}1",
  ])
  func `a text that a spreadsheet might read as a formula gets an apostrophe, and loses it again`(text: String) throws {
    let records = try CSVReader.records(of: line(text, "end"))
    let cell = try #require(records.first?.fields.first)
    #expect(Array(cell.unicodeScalars) == Array(("'" + text).unicodeScalars))
    #expect(Array(CSVRow.original(cell).unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test(arguments: ["Mug", "it's", "'tis", "a=1", "1+1", "O'Hara", "x,=1", "50 %", "ดินปลูก", "", "'"])
  func `a text that is none stays as it is`(text: String) {
    #expect(!CSVRow.mayBeFormula(text))
    #expect(CSVRow.original(text) == text)
  }

  @Test func `a quote with a mark on it is doubled like any other`() {
    let row = line("\"\u{301},x")
    #expect(Array(row.utf8) == Array("\"\"\"\u{301},x\"\r\n".utf8))
  }

  @Test func `an amount has the decimals of its currency and stays a number when it is negative`() throws {
    let yen = try #require(Currency("JPY"))
    let dinar = try #require(Currency("KWD"))
    let euro = try #require(Currency("EUR"))
    var row = CSVRow()
    row.add(minorUnits: 1234, of: yen)
    row.add(minorUnits: 1234, of: dinar)
    row.add(minorUnits: -5, of: euro)
    row.add(minorUnits: 0, of: euro)
    row.add(minorUnits: .min, of: euro)
    #expect(row.line == "1234,1.234,-0.05,0.00,-92233720368547758.08\r\n")
  }
}
