import Domain
import Testing

/// The moves that lock an order as an invoice and unlock it again (T5, T6).
struct SendingAndReverting {
  private let now = OrderFixture.now

  private func payment(_ status: Payment.Status, _ amount: Int64) -> Payment {
    var payment = OrderFixture.payment(amount, .bankTransfer)
    payment.status = status
    return payment
  }

  @Test func `sending locks the order and counts revisions`() throws {
    var order = try OrderFixture.draft(1250)
    try order.sendInvoice(number: "INV-1", isFreeMeant: false, now: now)
    #expect(order.status == .invoiceSent)
    #expect(order.invoice == InvoiceState(revision: 1, number: "INV-1", sentAt: now, viewedAt: nil))
    try order.revertToDraft()
    #expect(order.status == .draft)
    try order.sendInvoice(number: "INV-1", isFreeMeant: false, now: now)
    #expect(order.invoice?.revision == 2)
  }

  @Test func `an empty order is not sent`() throws {
    var order = try OrderFixture.draft()
    #expect { try order.sendInvoice(number: "INV-1", isFreeMeant: true, now: now) } throws: {
      ($0 as? Refusal)?.code == .notReady && ($0 as? Refusal)?.failures.first?.field == "lines"
    }
    #expect(order.status == .draft)
  }

  @Test func `a free order is sent only where that is meant`() throws {
    var order = try OrderFixture.draft(0)
    #expect { try order.sendInvoice(number: "INV-1", isFreeMeant: false, now: now) } throws: {
      ($0 as? Refusal)?.failures.first?.code == "zero_total"
    }
    try order.sendInvoice(number: "INV-1", isFreeMeant: true, now: now)
    #expect(order.status == .invoiceSent)
  }

  @Test func `what was paid for in part stays locked`() throws {
    var order = try OrderFixture.draft(1250)
    try order.sendInvoice(number: "INV-1", isFreeMeant: false, now: now)
    let taken = payment(.captured, 100)
    order.payments.append(taken)
    #expect(order.checkoutState == .partlyPaid)
    #expect { try order.revertToDraft() } throws: { ($0 as? Refusal)?.code == .alreadyPaid }
    order.take(
      Refund(
        id: OrderFixture.ids.next(), paymentID: taken.id, method: .bankTransfer, amount: 100, cashRounding: 0, reason: nil, lines: [],
        registerID: nil, sessionID: nil, staffID: nil, createdAt: now))
    #expect(order.checkoutState == .open)
    order.refunds = []
    order.payments = [payment(.claimed, 1250)]
    #expect { try order.revertToDraft() } throws: { ($0 as? Refusal)?.code == .conflict }
    order.payments = [payment(.failed, 1250)]
    try order.revertToDraft()
  }

  @Test func `a link is always in one state`() throws {
    var order = try OrderFixture.draft(1250)
    #expect(order.checkoutState == .updating)
    try order.sendInvoice(number: "INV-1", isFreeMeant: false, now: now)
    #expect(order.checkoutState == .open)
    order.payments = [payment(.captured, 250)]
    #expect(order.checkoutState == .partlyPaid)
    order.payments = [payment(.claimed, 1250)]
    #expect(order.checkoutState == .checking)
    order.payments = []
    try order.place(number: "1001", now: now)
    #expect(order.checkoutState == .placed)
    order.payments = [payment(.captured, order.totals.total.minorUnits)]
    #expect(order.checkoutState == .paid)
  }
}
