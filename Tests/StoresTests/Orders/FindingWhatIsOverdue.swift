import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

/// The list of what is overdue costs the same in a shop of any size: a small index of its own yields it.
struct FindingWhatIsOverdue {
  private static let tenth = CalendarDate(text: "2026-04-10") ?? .first

  private func filter(_ change: (inout OrderFilter) -> Void) -> OrderFilter {
    var filter = OrderFilter()
    filter.today = Self.tenth
    change(&filter)
    return filter
  }

  @Test(arguments: OrderFilter.Sort.allCases)
  func `an index yields what is overdue, however it is sorted`(sort: OrderFilter.Sort) async throws {
    let shop = try await StockedShop(on: .sqlite)
    let filter = filter {
      $0.isOverdue = true
      $0.sort = sort
    }
    let plan = try await shop.database.read { tx in
      let listing = try tx.orders.listing(filter, page: PageRequest(limit: 50), in: .everything)
      return try tx.rows("EXPLAIN QUERY PLAN SELECT * FROM orders WHERE \(listing)").map { try $0.text("detail") }
    }
    #expect(plan.contains { $0.contains("orders_due") && $0.contains("due_on") }, "\(plan)")
    #expect(!plan.contains { $0.hasPrefix("SCAN orders") && !$0.contains("orders_due") }, "\(plan)")
  }

  @Test(arguments: Engine.underTest)
  func `due dates are kept with the order and end when it is paid`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let late = try await add(shop, 1, due: Self.tenth.adding(days: -3))
    let soon = try await add(shop, 2, due: Self.tenth)
    let paid = try await add(shop, 3, due: Self.tenth.adding(days: -9))
    let now = shop.now
    try await shop.database.write { tx in
      let before = try tx.orders.take(paid, in: .everything)
      var order = before
      let payment = Payment(
        id: shop.ids.next(), method: .bankTransfer, status: .captured, amount: 500, tendered: nil, change: 0, cashRounding: 0, refunded: 0,
        reference: nil, giftCardID: nil, registerID: nil, sessionID: nil, staffID: nil, createdAt: now)
      try tx.payments.add(payment, to: paid)
      order.payments.append(payment)
      try tx.orders.save(&order, since: before)
    }
    #expect(try await found(shop) { $0.isOverdue = true } == [late])
    #expect(try await found(shop) { $0.isOverdue = false } == [paid, soon])
    #expect(try await found(shop) { $0.sort = .due } == [late, soon])
    #expect(try await found(shop) { $0.dueBefore = Self.tenth.adding(days: 1) } == [soon, late])
    let today = Self.tenth
    let count = try await shop.database.read { try $0.orders.counts(in: .everything, today: today) }
    #expect(count.numbers[.overdue] == 1)
  }

  private func found(_ shop: StockedShop, _ change: (inout OrderFilter) -> Void) async throws -> [ID<Order>] {
    let filter = filter(change)
    return try await shop.database.read { tx in
      try tx.orders.list(filter, page: PageRequest(limit: 10), in: .everything).elements.map(\.id)
    }
  }

  /// A placed order over 5.00 that is to be paid by that day.
  private func add(_ shop: StockedShop, _ number: Int64, due: CalendarDate) async throws -> ID<Order> {
    let moment = shop.now.adding(seconds: number)
    var order = Order(
      id: shop.ids.next(), clientID: nil, draftNumber: number, channel: .phone, currency: shop.euro, pricesIncludeTax: true,
      taxesEnabled: true, taxRounding: .document, rounding: .halfUp, createdAt: moment)
    try order.add(
      LineItem(
        id: shop.ids.next(), title: "Bread", quantity: .one, unitPrice: try #require(UnitPrice(minorUnits: 500)), priceSource: .custom,
        priceTakenAt: moment, priceIncludesTax: true, requiresShipping: false))
    try order.recalculate()
    order.paymentTerms = PaymentTerms(title: nil, due: .on(due), deposit: nil)
    order.startTerms(on: due)
    try order.place(number: "\(1000 + number)", now: moment)
    let made = order
    try await shop.database.write { try $0.orders.add(made, contentHash: nil) }
    return order.id
  }
}
