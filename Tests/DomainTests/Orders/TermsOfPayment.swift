import Domain
import Testing

struct TermsOfPayment {
  private func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text: text)) }

  private func euro(_ minorUnits: Int64) throws -> Money {
    Money(minorUnits: minorUnits, currency: try #require(Currency("EUR")))
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-01"), ("2026-12-15", 30, "2027-01-14"), ("2028-02-28", 1, "2028-02-29"), ("9999-12-31", 5, "9999-12-31"),
    ("1970-01-01", 365, "1971-01-01"),
  ])
  func `days are counted by the calendar`(start: String, days: Int64, end: String) throws {
    #expect(try date(start).adding(days: days) == date(end))
    #expect(PaymentTerms(title: nil, due: .net(days: days), deposit: nil).dueDate(from: try date(start)).text == end)
  }

  @Test(arguments: ["2026-02-30", "2026-2-03", "26-02-03", "1969-12-31", "2026-13-01", "2026-01-01T", "２０２６-01-01", ""])
  func `what is no day is none`(text: String) {
    #expect(CalendarDate(text: text) == nil)
  }

  @Test func `a deposit is rounded once and the rest adds up`() throws {
    let third = try #require(Percentage(text: "33.3333"))
    let terms = PaymentTerms(title: "Third", due: .net(days: 14), deposit: .percentage(third))
    let parts = terms.installments(of: try euro(1000), from: try date("2026-03-01"), .halfUp)
    #expect(parts.map(\.amount.minorUnits) == [333, 667])
    #expect(parts.map(\.due.text) == ["2026-03-01", "2026-03-15"])
    #expect(parts.map(\.isDeposit) == [true, false])
  }

  @Test(arguments: [(Rounding.halfUp, [3, 2]), (.halfEven, [2, 3])] as [(Rounding, [Int64])])
  func `half a cent of a deposit goes where the order lets it`(_ rounding: Rounding, _ amounts: [Int64]) throws {
    let terms = PaymentTerms(title: nil, due: .net(days: 14), deposit: .percentage(try #require(Percentage(text: "50"))))
    let start = try date("2026-03-01")
    #expect(terms.installments(of: try euro(5), from: start, rounding).map(\.amount.minorUnits) == amounts)
    var order = try OrderFixture.draft(5, rounding: rounding)
    order.paymentTerms = terms
    #expect(order.openInstallments.map(\.amount.minorUnits) == amounts)
  }

  @Test func `a deposit is cut to the total, and nothing is never due`() throws {
    let terms = PaymentTerms(title: nil, due: .on(try date("2026-12-24")), deposit: .fixed(5000))
    #expect(terms.installments(of: try euro(1200), from: try date("2026-03-01"), .halfUp).map(\.amount.minorUnits) == [1200])
    #expect(terms.installments(of: try euro(0), from: try date("2026-03-01"), .halfUp).isEmpty)
    let plain = PaymentTerms(title: nil, due: .onReceipt, deposit: nil).installments(of: try euro(7), from: try date("2026-03-01"), .halfUp)
    #expect(plain.map(\.due.text) == ["2026-03-01"])
  }
}
