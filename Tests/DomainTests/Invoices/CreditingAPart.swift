import Domain
import Testing

/// What a credit note over a part of an invoice takes back of its taxes.
struct CreditingAPart {
  private let now = OrderFixture.now

  private func invoiced(_ rounding: Rounding) throws -> (order: Order, invoice: InvoiceSnapshot) {
    var order = try OrderFixture.draft(12, rounding: rounding)
    let id = try #require(order.lines.first?.id)
    let vat = TaxRate(title: "VAT", rate: try #require(Rate(text: "20")))
    try order.change(id) {
      $0.taxRates = [vat]
      $0.quantity = Quantity(thousandths: 4000) ?? .one
    }
    try order.recalculate()
    let invoice = InvoiceSnapshot(
      of: order, settings: ShopSettings(shopName: "The corner bakery", currency: order.currency), location: nil, number: "INV-1",
      revision: 1, issuedAt: now, today: try #require(CalendarDate(text: "2026-03-01")))
    return (order, invoice)
  }

  @Test(arguments: [(Rounding.halfUp, Int64(3)), (.halfEven, 2)])
  func `half a cent of the tax goes where the order lets it`(_ rounding: Rounding, _ tax: Int64) throws {
    let (order, invoice) = try invoiced(rounding)
    #expect(invoice.taxTotal == 8)
    // Eight of tax in 48: fifteen of them are two and a half.
    let amount = invoice.credited(15, lines: [], orderNumber: "1", rounding: rounding, number: "CN-1", at: now)
    #expect(amount.taxTotal == tax)
    let line = CreditedLine(line: try #require(order.lines.first), quantity: .one, worth: 15)
    let goods = invoice.credited(15, lines: [line], orderNumber: "1", rounding: rounding, number: "CN-1", at: now)
    #expect(goods.taxTotal == tax)
    #expect(goods.total == 15)
  }
}
