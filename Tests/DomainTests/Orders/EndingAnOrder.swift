import Domain
import Testing

struct EndingAnOrder {
  /// A placed order of one thing that is to be sent.
  private func placed() throws -> Order {
    var order = try OrderFixture.draft(500, channel: .phone)
    let id = try #require(order.lines.first?.id)
    try order.change(id) { $0.requiresShipping = true }
    try order.recalculate()
    try order.place(number: "1001", now: OrderFixture.now)
    return order
  }

  @Test func `a placed order is canceled with its reason`() throws {
    var order = try placed()
    try order.cancel(reason: "Ordered twice")
    #expect(order.status == .canceled)
    #expect(order.cancelReason == "Ordered twice")
    #expect(order.amountDue == 0)
  }

  @Test func `money must be back before an order is canceled`() throws {
    var order = try placed()
    order.payments.append(OrderFixture.payment(500))
    do {
      try order.cancel(reason: "Mistake")
      Issue.record("canceled with money in the till")
    } catch {
      #expect(error.code == .conflict)
      #expect(order.status == .placed)
    }
  }

  @Test func `what was handed over at the till must come back first`() throws {
    var order = try OrderFixture.draft(500)
    let id = try #require(order.lines.first?.id)
    try order.change(id) { $0.requiresShipping = true }
    try order.recalculate()
    try order.place(number: "1001", now: OrderFixture.now)
    #expect(order.hasGoodsOutside)
    #expect(throws: Refusal.self) { try order.cancel(reason: "Mistake") }
    _ = try order.giveBack(RefundedLine(lineID: id, quantity: .one, restock: true))
    try order.cancel(reason: "Mistake")
    #expect(order.status == .canceled)
  }

  @Test func `an order closes only when it is paid and gone`() throws {
    var order = try placed()
    do { try order.close() } catch {
      #expect(error.detail.contains("not paid"))
      #expect(error.detail.contains("not been handed over"))
    }
    #expect(order.status == .placed)
    var done = try OrderFixture.draft(500)
    try done.place(number: "1002", now: OrderFixture.now)
    done.payments.append(OrderFixture.payment(500))
    try done.close()
    #expect(done.status == .closed)
    try done.reopen()
    #expect(done.status == .placed)
  }
}
