import Domain
import Testing

struct ReadingATrackingList {
  private func rows(_ text: String) throws -> [[String]] {
    try TrackingList(text: text).entries.map { [$0.row.number, $0.row.trackingNumber, $0.row.courier ?? ""] }
  }

  private func faults(_ text: String) throws -> [String] {
    try TrackingList(text: text).entries.map { $0.fault.map { "\($0.field) \($0.code)" } ?? "" }
  }

  @Test(arguments: ["1050,3STBK1,PostNL\n1051,3STBK2", "1050;3STBK1;PostNL\r\n1051;3STBK2\r\n", "1050\t3STBK1\tPostNL\n\n1051\t3STBK2\t\n"])
  func `fields stand between commas, semicolons or tabs`(text: String) throws {
    #expect(try rows(text) == [["1050", "3STBK1", "PostNL"], ["1051", "3STBK2", ""]])
  }

  @Test func `what is typed with blanks between is read too, the rest of the line being the courier`() throws {
    #expect(try rows("  1050   3STBK1\n\n#1051 3STBK2 Royal Mail") == [["1050", "3STBK1", ""], ["1051", "3STBK2", "Royal Mail"]])
  }

  @Test(arguments: [
    "Order number;Tracking number;Carrier\n1050;3STBK1;DPD", "carrier;TRACKING_NUMBER;Order #\nDPD;3STBK1;1050",
    "\u{FEFF}Name,Email,Tracking Code,Courier\n1050,a@b.example,3STBK1,DPD", "Zamówienie;Numer przesyłki;Kurier\n1050;3STBK1;DPD",
    "Przesyłka;Tracking;Kurier\n1050;3STBK1;DPD",
  ])
  func `a heading names the columns, and is none of the rows`(text: String) throws {
    #expect(try rows(text) == [["1050", "3STBK1", "DPD"]])
  }

  @Test func `quotes hold separators, and the tricks of spreadsheets are undone`() throws {
    #expect(try rows("\"1050\",\"3S,TBK\"\n1051,\"=\"\"00340434\"\"\"") == [["1050", "3S,TBK", ""], ["1051", "00340434", ""]])
  }

  @Test func `a row without a number, with a shortened one, or for an order named before says so and keeps no other one back`() throws {
    #expect(
      try faults(",3S1\n1050,\n1051,3.40434E+13\n1052,3S2\n#1052,3S3\n1053,3S4") == [
        "number required", "tracking_number required", "tracking_number shortened", "", "number duplicate", "",
      ])
  }

  @Test func `the line of a row is that of the text`() throws {
    #expect(try TrackingList(text: "order,tracking\n\n1050,3S1\n\n1051,3S2").entries.map(\.row.line) == [3, 5])
  }

  @Test(arguments: [("", "empty"), ("\n  \n", "empty"), ("order,tracking\n", "empty"), ("1050,\"3S1", "broken")])
  func `a list without rows and one that cannot be read are refused`(text: String, code: String) {
    #expect { try TrackingList(text: text) } throws: { ($0 as? Refusal)?.failures.first?.code == code }
  }

  @Test func `a list has at most a thousand rows`() throws {
    let thousand = (1...TrackingList.rowLimit).map { "\($0),3S\($0)" }
    #expect(try TrackingList(text: thousand.joined(separator: "\n")).entries.count == 1000)
    #expect { try TrackingList(text: (thousand + ["0,3S0"]).joined(separator: "\n")) } throws: {
      ($0 as? Refusal)?.failures.first?.code == "too_many"
    }
  }
}
