import Domain
import Testing

struct PayingAndRefunding {
  private func cash(_ amount: Int64? = nil, tendered: Int64? = nil) -> Tender {
    Tender(method: .cash, amount: amount, tendered: tendered, reference: nil)
  }

  @Test(
    arguments: [(23_089, 23_100, 23_090, 1, 10), (998, 1000, 1000, 2, 0), (1002, 1000, 1000, -2, 0), (2, 0, 0, -2, 0)]
      as [(Int64, Int64, Int64, Int64, Int64)])
  func `cash for the whole rest is rounded to the coin`(due: Int64, tendered: Int64, amount: Int64, rounding: Int64, change: Int64) throws {
    let order = try OrderFixture.draft(due)
    let step = try #require(CashRounding(step: 5))
    let settled = try order.settle(cash(tendered: tendered), rounding: step)
    #expect(settled.amount == amount)
    #expect(settled.cashRounding == rounding)
    #expect(settled.change == change)
    #expect(settled.coversOrder)
  }

  @Test func `a part in cash is not rounded`() throws {
    let order = try OrderFixture.draft(1002)
    let step = try #require(CashRounding(step: 5))
    let settled = try order.settle(cash(501), rounding: step)
    #expect(settled.amount == 501)
    #expect(settled.cashRounding == 0)
    #expect(!settled.coversOrder)
  }

  @Test func `only a transfer may be more than is due`() throws {
    let order = try OrderFixture.draft(1000)
    for method in PaymentMethod.allCases {
      let tender = Tender(method: method, amount: 1001, tendered: nil, reference: nil)
      if method == .bankTransfer {
        #expect(try order.settle(tender, rounding: .none).amount == 1001)
      } else {
        do {
          _ = try order.settle(tender, rounding: .none)
          Issue.record("\(method) took more than is due")
        } catch {
          #expect(error.code == .exceedsDue)
        }
      }
    }
  }

  @Test func `nothing is due on what was paid in full, whatever is refunded later`() throws {
    var order = try OrderFixture.order(at: .placed)
    let payment = OrderFixture.payment(500)
    order.payments.append(payment)
    #expect(order.amountDue == 0)
    order.take(
      Refund(
        id: OrderFixture.ids.next(), paymentID: payment.id, method: .cash, amount: 200, cashRounding: 0, reason: nil, lines: [],
        registerID: nil, sessionID: nil, staffID: nil, createdAt: OrderFixture.now))
    #expect(order.amountDue == 0)
    #expect(order.paymentStatus == .partiallyRefunded)
    #expect(order.refundable == 300)
  }

  @Test func `what was given back before the order was placed settles nothing`() throws {
    var order = try OrderFixture.draft(500)
    let payment = OrderFixture.payment(200)
    order.payments.append(payment)
    order.take(
      Refund(
        id: OrderFixture.ids.next(), paymentID: payment.id, method: .cash, amount: 200, cashRounding: 0, reason: nil, lines: [],
        registerID: nil, sessionID: nil, staffID: nil, createdAt: OrderFixture.now))
    #expect(order.amountDue == 500)
    #expect(order.paymentStatus == .refunded)
    try order.place(number: "1001", now: OrderFixture.now.adding(seconds: 1))
    #expect(order.amountDue == 500)
    #expect(order.paymentStatus == .unpaid)
    order.payments.append(OrderFixture.payment(500))
    #expect(order.amountDue == 0)
    #expect(order.paymentStatus == .paid)
    #expect(order.refundable == 500)
  }

  @Test func `a refund is cut over the newest payments first and never above them`() throws {
    var order = try OrderFixture.order(at: .placed)
    let (first, second) = (OrderFixture.payment(300, .cardTerminal), OrderFixture.payment(200))
    order.payments = [first, second]
    let parts = try order.planRefund(of: 350, from: nil, by: nil, rounding: .none)
    #expect(parts.map(\.paymentID) == [second.id, first.id])
    #expect(parts.map(\.amount) == [200, 150])
    do {
      _ = try order.planRefund(of: 501, from: nil, by: nil, rounding: .none)
      Issue.record("refunded more than was captured")
    } catch {
      #expect(error.code == .exceedsRefundable)
    }
  }

  @Test func `the gate tells everything that is missing at once`() throws {
    var order = try OrderFixture.draft(500, channel: .phone)
    let variant = ID<Variant>(stored: "var_1")
    for _ in 1...2 {
      try order.add(
        LineItem(
          id: OrderFixture.ids.next(), variantID: variant, title: "Pot", quantity: .one, unitPrice: .zero, priceSource: .catalog,
          priceTakenAt: OrderFixture.now, priceIncludesTax: true, requiresShipping: true))
    }
    let one = PlacingFacts(available: [variant: .one], missesSession: true)
    #expect(order.failures(one).map(\.field) == ["lines[2].quantity", "shipping_address", "shipping_line", "register_session"])
    let gone = PlacingFacts(available: [:], missesSession: false)
    #expect(order.failures(gone).map(\.code).prefix(2) == ["unavailable", "unavailable"])
  }

  @Test(arguments: [("1001", true), ("A-2026/17", true), ("", false), (" 1001", false), ("１００１", false), ("../1001", false), ("-", false)])
  func `an order number is letters and digits that everybody reads alike`(text: String, isAcceptable: Bool) {
    #expect(OrderNumber.isAcceptable(text) == isAcceptable)
  }
}
