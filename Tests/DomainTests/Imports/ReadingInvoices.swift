import Domain
import Testing

struct ReadingInvoices {
  private static let header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"

  private func read(_ rows: String) throws -> [ImportedInvoice] {
    let pound = try #require(Currency("GBP"))
    return try ImportedInvoice.read(try CSVTable(Self.header + rows), currency: pound)
  }

  @Test func `sales, cancellations and write-offs are told apart by number and signs`() throws {
    let invoices = try read(
      """
      1,A,Lamp,2,1/12/2010,2.55,7,UK
      1,B,,3,1/12/2010,0,7,UK
      C2,A,Lamp,-1,2/12/2010,2.55,7,UK
      3,D,,-10,2/12/2010,0,,UK

      """)
    #expect(invoices.map(\.kind) == [.sale, .cancellation, .writeOff])
    #expect(invoices.first?.lines.map(\.title) == ["Lamp", "B"])
    #expect(invoices.last?.lines.first?.quantity == Quantity(units: 10))
  }

  @Test(arguments: [
    ("1,A,Lamp,0,1/12/2010,2.55,7,UK", 2), ("1,A,Lamp,1,13/13/2010,2.55,7,UK", 2), ("1,A,Lamp,1,1/12/2010,2.5x,7,UK", 2),
    (",A,Lamp,1,1/12/2010,2.55,7,UK", 2), ("1,,Lamp,1,1/12/2010,2.55,7,UK", 2),
    ("1,A,Lamp,1,1/12/2010,1,7,UK\n1,A,Lamp,-1,1/12/2010,1,7,UK", 3), ("1,A,Lamp,1,1/12/2010,1,7,UK\n1,A,Lamp,1,1/12/2010,1,8,UK", 3),
    ("C1,A,Lamp,1,1/12/2010,1,7,UK", 2), ("1,A,Lamp,99999999999999999999,1/12/2010,1,7,UK", 2),
  ])
  func `a bad row is named by its line`(rows: String, line: Int) {
    #expect { try read(rows + "\n") } throws: { ($0 as? Refusal)?.failures.map(\.field) == ["line \(line)"] }
  }

  @Test func `a cancellation belongs to the last sale before it that has all of its lines`() throws {
    let invoices = try read(
      """
      1,A,Lamp,8,1/12/2010,4.25,7,UK
      2,A,Lamp,8,1/12/2010,4.25,9,UK
      C3,A,Lamp,-6,1/12/2010,4.25,7,UK
      C4,A,Lamp,-6,1/12/2010,4.25,7,UK
      5,A,Lamp,8,1/12/2010,4.25,7,UK
      C6,A,Lamp,-1,1/12/2010,9,7,UK
      C7,A,Lamp,-1,1/12/2010,4.25,,UK

      """)
    var taken: [String: [Int: Int64]] = [:]
    let sales = invoices.filter { $0.kind == .cancellation }.map {
      CancelledSale.find(for: $0, among: invoices, taken: &taken)?.sale.number
    }
    #expect(sales == ["1", nil, nil, nil])
  }
}
