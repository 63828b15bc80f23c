import Domain
import Testing

struct MovingAnOrder {
  /// What the shop's rules say, written down once more and by hand, so that the table cannot change unseen.
  private static let allowed: [OrderStatus: Set<OrderMove>] = [
    .draft: [.edit, .hold, .retrieve, .sendInvoice, .place, .discard],
    .invoiceSent: [.revertToDraft, .resend, .fillIn, .place, .discard],
    .placed: [.close, .cancel, .editPlaced],
    .closed: [.reopen],
    .canceled: [.restore],
  ]

  @Test(arguments: OrderStatus.allCases, OrderMove.allCases)
  func `each move starts only where the table says`(status: OrderStatus, move: OrderMove) throws {
    var order = try OrderFixture.order(at: status)
    let isAllowed = Self.allowed[status]?.contains(move) == true
    do {
      try order.move(move)
      #expect(isAllowed, "\(status) let \(move) pass")
      #expect(order.status == OrderTransition.of(move)?.to ?? status)
    } catch {
      #expect(!isAllowed, "\(status) refused \(move): \(error.detail)")
      #expect(error.code == (move == .edit ? .orderLocked : .conflict))
      #expect(order.status == status)
    }
  }

  @Test func `every move has its row`() {
    #expect(OrderTransition.table.map(\.move) == OrderMove.allCases)
  }

  @Test func `a refused move names what is possible`() throws {
    var order = try OrderFixture.order(at: .closed)
    #expect(throws: Refusal.self) { try order.move(.hold) }
    do { try order.move(.hold) } catch { #expect(error.detail.contains("reopen")) }
  }

  @Test func `contents of a placed order are locked`() throws {
    var order = try OrderFixture.order(at: .placed)
    let line = try #require(order.lines.first)
    do { try order.remove(line.id) } catch { #expect(error.code == .orderLocked) }
    #expect(order.lines.count == 1)
  }

  @Test func `a paid register sale of nothing to ship closes by itself`() throws {
    var order = try OrderFixture.order(at: .placed)
    try order.closeIfSettled()
    #expect(order.status == .placed, "unpaid")
    order.payments.append(OrderFixture.payment(500))
    try order.closeIfSettled()
    #expect(order.status == .closed)
    #expect(order.displayStatus == .completed)
  }

  @Test func `a draft comes back for thirty days`() throws {
    var order = try OrderFixture.draft(500)
    try order.hold(OrderFixture.hold(at: OrderFixture.firstTill, label: "red coat"), at: OrderFixture.bakery)
    try order.discard(reason: "mistake", now: OrderFixture.now)
    var late = order
    do {
      try late.restore(now: OrderFixture.now.adding(seconds: 30 * 86_400 + 1))
      Issue.record("restored after thirty days")
    } catch {
      #expect(error.code == .gone)
    }
    try order.restore(now: OrderFixture.now.adding(seconds: 30 * 86_400))
    #expect(order.status == .draft)
    #expect(order.hold?.label == "red coat")
  }
}
