import Domain
import SQLEngine
import Stores
import TestSupport
import Testing
import UseCases

/// Reminders come by the day, by day, once each, and stop when there is nothing to remind of.
struct RemindingOfWhatIsDue {
  /// It is noon at the bakery; the order is to be paid in ten days.
  private func reminded(on engine: Engine, by days: [Int64] = [-1, 3, 10], _ change: @Sendable (inout NewOrder) -> Void = { _ in })
    async throws -> (
      CorrespondingBakery, Order
    )
  {
    let at = try await CorrespondingBakery(on: engine)
    at.paying.bakery.wait(seconds: 7200)
    try await at.change { $0.reminders = days }
    let order = try await at.invoice { order in
      order.papers.paymentTerms = PaymentTerms(title: nil, due: .net(days: 10), deposit: nil)
      change(&order)
    }
    return (at, order)
  }

  /// Looks at what is due once a day for so many days; on which of them a letter came, counted from the sending.
  private func letters(_ at: CorrespondingBakery, _ id: ID<Order>, over days: ClosedRange<Int64>) async throws -> [Int64] {
    var came: [Int64] = []
    for day in days {
      let before = try await at.letters(id).count
      for _ in 1...2 { try await at.shop.remindDue() }
      if try await at.letters(id).count > before { came.append(day) }
      at.paying.bakery.wait(seconds: 86_400)
    }
    return came
  }

  @Test(arguments: Engine.underTest)
  func `each step is sent once, on its day`(on engine: Engine) async throws {
    let (at, order) = try await reminded(on: engine)
    #expect(try await letters(at, order.id, over: 0...30) == [9, 13, 20])
    #expect(try await at.letters(order.id).allSatisfy { $0.kind == .reminder })
    #expect(try await at.paying.told(order.id)["order.reminded"] == 3)
  }

  @Test(arguments: Engine.underTest)
  func `nobody is reminded at night`(on engine: Engine) async throws {
    let (at, order) = try await reminded(on: engine, by: [0])
    at.paying.bakery.wait(seconds: 10 * 86_400 - 3 * 3600)
    try await at.shop.remindDue()
    #expect(try await at.letters(order.id).isEmpty)
    at.paying.bakery.wait(seconds: 3600)
    try await at.shop.remindDue()
    #expect(try await at.letters(order.id).count == 1)
  }

  @Test(arguments: Engine.underTest)
  func `nobody is reminded by itself unless the shop wants it`(on engine: Engine) async throws {
    let (at, order) = try await reminded(on: engine, by: [])
    #expect(try await letters(at, order.id, over: 0...30) == [])
  }

  @Test(arguments: Engine.underTest)
  func `reminders end with the money, and those that wait are taken back`(on engine: Engine) async throws {
    let (at, order) = try await reminded(on: engine)
    #expect(try await letters(at, order.id, over: 0...14) == [9, 13])
    _ = try await at.paying.cash(order.id)
    #expect(try await letters(at, order.id, over: 15...40) == [])
    let left = try await at.letters(order.id).filter { $0.kind == .reminder }
    #expect(left.map(\.status) == [.canceled, .canceled])
  }

  @Test(arguments: Engine.underTest)
  func `a deposit is reminded of by its day and the rest by its own`(on engine: Engine) async throws {
    let (at, order) = try await reminded(on: engine, by: [3]) { order in
      order.papers.paymentTerms = PaymentTerms(title: nil, due: .net(days: 10), deposit: .fixed(3000))
    }
    #expect(try await letters(at, order.id, over: 0...5) == [3])
    _ = try await at.paying.cash(order.id, 3000)
    #expect(try await letters(at, order.id, over: 6...30) == [13])
  }

  @Test(arguments: Engine.underTest)
  func `an order that was taken back is not reminded of`(on engine: Engine) async throws {
    let (at, order) = try await reminded(on: engine)
    let owner = at.paying.bakery.owner
    _ = try await at.shop.write(by: owner) { try $0.revertToDraft(order.id) }
    #expect(try await letters(at, order.id, over: 0...30) == [])
  }

  @Test(arguments: Engine.underTest)
  func `whoever is paying is not pressed`(on engine: Engine) async throws {
    let (at, order) = try await reminded(on: engine, by: [0])
    at.paying.bakery.wait(seconds: 10 * 86_400)
    _ = try await at.paying.click(order.id)
    try await at.shop.remindDue()
    #expect(try await at.letters(order.id).isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `turning reminders on writes to nobody about the past`(on engine: Engine) async throws {
    let (at, order) = try await reminded(on: engine, by: [])
    at.paying.bakery.wait(seconds: 40 * 86_400)
    try await at.change { $0.reminders = [-1, 3, 10] }
    try await at.shop.remindDue()
    #expect(try await at.letters(order.id).isEmpty)
  }

  @Test func `an index yields what is to be reminded of`() async throws {
    let (at, _) = try await reminded(on: .sqlite)
    let plan = try await at.shop.read(by: .system) { work in
      let day = try #require(CalendarDate(text: "2026-01-01"))
      return try work.tx.rows("EXPLAIN QUERY PLAN \(ReminderStore.open(step: 3, due: day...day, limit: 10))").map { try $0.text("detail") }
    }
    #expect(plan.contains { $0.contains("orders_due") }, "\(plan)")
  }
}
