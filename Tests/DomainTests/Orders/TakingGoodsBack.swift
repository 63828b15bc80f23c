import Domain
import Testing

struct TakingGoodsBack {
  private let ids = IDSource(milliseconds: { OrderFixture.now.milliseconds })

  /// A closed sale over the counter of so many pieces of one thing.
  private func sale(of pieces: Int64) throws -> (Order, ID<LineItem>) {
    var order = try OrderFixture.draft(500)
    let id = try #require(order.lines.first?.id)
    let quantity = try #require(Quantity(units: pieces))
    try order.change(id) {
      $0.requiresShipping = true
      $0.quantity = quantity
    }
    try order.recalculate()
    try order.place(number: "1001", now: OrderFixture.now)
    order.payments.append(OrderFixture.payment(order.totals.total.minorUnits))
    try order.closeIfSettled()
    return (order, id)
  }

  private func ask(_ order: inout Order, _ line: ID<LineItem>, _ pieces: Int64) throws -> ID<Return> {
    let wish = ReturnWish(lineID: line, quantity: try #require(Quantity(units: pieces)), reason: nil)
    return try order.requestReturn([wish], at: OrderFixture.now, by: nil, ids: ids).id
  }

  private func decide(_ order: inout Order, _ id: ID<Return>, _ outcome: ReturnPart.Outcome, _ line: ID<LineItem>, _ pieces: Int64?) throws
  {
    let quantity = try pieces.map { try #require(Quantity(units: $0)) }
    let decision = ReturnDecision(lineID: line, quantity: quantity, outcome: outcome)
    _ = try order.decide(id, [decision], orAll: outcome, because: nil, at: OrderFixture.now, ids: ids)
  }

  @Test func `every move of a return starts only where the table says`() {
    #expect(ReturnTransition.table.map(\.move) == [.receive, .receivePart, .reject, .exchange, .refund])
    let part = ReturnPart(id: ids.next(), lineID: ids.next(), quantity: .one, reason: nil)
    for status in Return.Status.allCases {
      let outcome: ReturnPart.Outcome? = status == .requested ? nil : status == .received ? .resellable : .rejected
      let decided = ReturnPart(id: part.id, lineID: part.lineID, quantity: .one, reason: nil, outcome: outcome, decidedAt: OrderFixture.now)
      let item = Return(id: ids.next(), createdAt: OrderFixture.now, staffID: nil, parts: [decided])
      #expect(item.status == status)
      for row in ReturnTransition.table {
        let mayStart = status == .requested || (status == .received && (row.move == .exchange || row.move == .refund))
        let isAllowed = (try? item.allow(row.move)) != nil
        #expect(isAllowed == mayStart, "\(row.move) from \(status)")
      }
    }
  }

  @Test func `a return opens a closed sale, and refusing it closes the sale again`() throws {
    var (order, line) = try sale(of: 2)
    #expect(order.status == .closed)
    let id = try ask(&order, line, 1)
    #expect(order.status == .placed && order.returnStatus == .requested)
    try order.closeIfSettled()
    #expect(order.status == .placed)
    try decide(&order, id, .rejected, line, nil)
    try order.closeIfSettled()
    #expect(order.status == .closed && order.returnStatus == .rejected)
  }

  @Test func `the status of returns is read off their parts`() throws {
    var (order, line) = try sale(of: 3)
    let id = try ask(&order, line, 3)
    try decide(&order, id, .resellable, line, 1)
    #expect(order.returnStatus == .partiallyReceived)
    try decide(&order, id, .unsellable, line, 1)
    try decide(&order, id, .rejected, line, 1)
    #expect(order.returnStatus == .received)
    #expect(order.returns[0].parts.map(\.outcome) == [.resellable, .unsellable, .rejected])
    #expect(throws: Refusal.self) { try decide(&order, id, .resellable, line, nil) }
    let left = try #require(order.lines.first.map(order.returnable))
    #expect(left == .one, "what was refused is with the customer still")
  }

  @Test func `units are asked back once`() throws {
    var (order, line) = try sale(of: 2)
    _ = try ask(&order, line, 1)
    #expect(throws: Refusal.self) { _ = try ask(&order, line, 2) }
    _ = try order.giveBack(RefundedLine(lineID: line, quantity: .one, restock: true))
    #expect(throws: Refusal.self) { _ = try ask(&order, line, 1) }
    #expect(order.returns.count == 1)
  }

  @Test func `money by an amount that names the return is all of it`() throws {
    var (order, line) = try sale(of: 2)
    let id = try ask(&order, line, 2)
    try decide(&order, id, .resellable, line, nil)
    #expect(order.returnStatus == .received)
    order.take(
      Refund(
        id: ids.next(), paymentID: order.payments[0].id, method: .cash, amount: 700, cashRounding: 0, reason: nil, lines: [],
        registerID: nil, sessionID: nil, staffID: nil, createdAt: OrderFixture.now, requestKey: "a", returnID: id))
    #expect(order.returnStatus == .refunded && order.displayStatus == .returned)
    #expect(order.refunds(for: order.returns[0]).count == 1)
  }
}
