import Domain
import Testing

struct OpenInstallments {
  private static let start = CalendarDate(text: "2026-03-01") ?? .first

  /// An order over 300.00 with a deposit of 100.00, the rest 30 days later, sent on the first of March.
  private func order(deposit: Int64? = 10_000, paid: Int64..., status: OrderStatus = .placed) throws -> Order {
    var order = try OrderFixture.draft(30_000)
    order.paymentTerms = PaymentTerms(title: nil, due: .net(days: 30), deposit: deposit.map(PaymentTerms.Deposit.fixed))
    if status != .draft {
      order.startTerms(on: Self.start)
      try order.place(number: "1001", now: OrderFixture.now)
    }
    order.payments = paid.map { OrderFixture.payment($0, .bankTransfer) }
    return order
  }

  private func open(_ order: Order) -> [String] {
    order.openInstallments.map { "\($0.amount.minorUnits) \($0.due?.text ?? "-") \($0.isDeposit ? "deposit" : "rest")" }
  }

  @Test(
    arguments: [
      (0, ["10000 2026-03-01 deposit", "20000 2026-03-31 rest"]), (4000, ["6000 2026-03-01 deposit", "20000 2026-03-31 rest"]),
      (10_000, ["20000 2026-03-31 rest"]), (15_000, ["15000 2026-03-31 rest"]), (30_000, []), (31_000, []),
    ] as [(Int64, [String])])
  func `money settles the deposit first, then the rest`(paid: Int64, expected: [String]) throws {
    let order = try order(paid: paid)
    #expect(open(order) == expected)
    #expect(order.openInstallments.reduce(0) { $0 + $1.amount.minorUnits } == order.amountDue)
    #expect(order.dueOn?.text == expected.first?.split(separator: " ")[1].description)
  }

  @Test func `a deposit paid in parts is open until all of it is here`() throws {
    #expect(open(try order(paid: 2500, 2500)).first == "5000 2026-03-01 deposit")
    #expect(open(try order(paid: 2500, 7500)) == ["20000 2026-03-31 rest"])
  }

  @Test func `what was given back after placing is not asked for again`() throws {
    var order = try order(paid: 10_000)
    order.take(try refund(of: order, 4000, at: OrderFixture.now.adding(seconds: 60)))
    #expect(open(order) == ["20000 2026-03-31 rest"])
  }

  @Test func `what was given back before the order was placed settles nothing`() throws {
    var order = try order(paid: 10_000, status: .draft)
    order.take(try refund(of: order, 4000, at: OrderFixture.now))
    #expect(open(order) == ["4000 - deposit", "20000 - rest"])
  }

  @Test func `rounding to the coin belongs to what was paid in cash`() throws {
    var order = try order(deposit: 10_002)
    order.payments = [
      Payment(
        id: OrderFixture.ids.next(), method: .cash, status: .captured, amount: 10_000, tendered: nil, change: 0, cashRounding: -2,
        refunded: 0, reference: nil, giftCardID: nil, registerID: nil, sessionID: nil, staffID: nil, createdAt: OrderFixture.now)
    ]
    #expect(open(order) == ["19998 2026-03-31 rest"])
    #expect(order.amountDue == 19_998)
  }

  @Test func `money that is not here yet settles nothing`() throws {
    var order = try order()
    var payment = OrderFixture.payment(10_000, .gateway)
    payment.status = .requiresAction
    order.payments = [payment]
    #expect(order.nextInstallment?.amount.minorUnits == 10_000)
  }

  @Test func `without terms everything is open and nothing has a day`() throws {
    var order = try OrderFixture.order(at: .placed)
    #expect(open(order) == ["500 - rest"])
    #expect(order.dueOn == nil)
    order.readOn = Self.start
    #expect(!order.isOverdue)
  }

  @Test func `a draft and a canceled order are never late`() throws {
    #expect(try order(status: .draft).dueOn == nil)
    var canceled = try OrderFixture.order(at: .invoiceSent)
    canceled.paymentTerms = PaymentTerms(title: nil, due: .onReceipt, deposit: nil)
    canceled.startTerms(on: Self.start)
    #expect(canceled.dueOn == Self.start)
    try canceled.discard(reason: nil, now: OrderFixture.now)
    #expect(canceled.dueOn == nil)
  }

  @Test(arguments: [("2026-03-30", 0), ("2026-03-31", 0), ("2026-04-01", 1), ("2026-04-10", 10)] as [(String, Int64)])
  func `an order is late from the day after its due date on`(today: String, days: Int64) throws {
    var order = try order(paid: 10_000)
    order.readOn = CalendarDate(text: today)
    #expect(order.daysOverdue == days)
    #expect(order.isOverdue == (days > 0))
  }

  @Test func `terms count from the first sending, and anew after a change`() throws {
    var order = try order()
    order.startTerms(on: Self.start.adding(days: 9))
    #expect(order.dueFrom == Self.start)
    var sent = try OrderFixture.order(at: .invoiceSent)
    sent.paymentTerms = order.paymentTerms
    sent.startTerms(on: Self.start)
    try sent.revertToDraft()
    #expect(sent.dueFrom == nil)
    #expect(order.papers.forCopy.dueFrom == nil)
  }

  private func refund(of order: Order, _ amount: Int64, at moment: Instant) throws -> Refund {
    Refund(
      id: OrderFixture.ids.next(), paymentID: try #require(order.payments.first).id, method: .bankTransfer, amount: amount,
      cashRounding: 0, reason: nil, lines: [], registerID: nil, sessionID: nil, staffID: nil, createdAt: moment)
  }
}
