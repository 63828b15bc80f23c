import Domain
import Testing

struct RemindingByTheDay {
  private static let due = CalendarDate(text: "2026-03-10") ?? .first

  @Test(
    arguments: [
      (-2, nil), (-1, -1), (0, -1), (1, nil), (2, nil), (3, 3), (4, 3), (5, 3), (6, nil), (9, nil), (10, 10), (12, 10), (13, nil),
      (400, nil),
    ] as [(Int64, Int64?)])
  func `each reminder has its day, and two more to be late`(passed: Int64, step: Int64?) {
    #expect(ReminderPlan.step(due: Self.due, today: Self.due.adding(days: passed), steps: [10, -1, 3]) == step)
  }

  @Test func `of two whose days came the later one is sent`() {
    #expect(ReminderPlan.step(due: Self.due, today: Self.due.adding(days: 2), steps: [1, 2]) == 2)
    #expect(ReminderPlan.step(due: Self.due, today: Self.due, steps: [-1, 0]) == 0)
    #expect(ReminderPlan.step(due: Self.due, today: Self.due, steps: []) == nil)
  }

  @Test(arguments: [-30, -1, 0, 3, 90] as [Int64])
  func `due dates that are looked for are those that a step may be for`(step: Int64) {
    let today = Self.due
    let days = ReminderPlan.dueDates(step: step, today: today)
    for offset in Int64(-100)...100 {
      let due = today.adding(days: offset)
      guard ReminderPlan.step(due: due, today: today, steps: [step]) != nil else { continue }
      #expect(days.contains(due))
    }
    #expect(days.upperBound == today.adding(days: -step))
  }

  @Test func `a shop keeps few reminders, each for a day of its own`() throws {
    let euro = try #require(Currency("EUR"))
    for (days, field) in [([1, 2, 3, 4, 5, 6], "reminders"), ([1, 1], "reminders[1].days"), ([91], "reminders[0].days")]
      as [([Int64], String)]
    {
      var settings = ShopSettings(shopName: "Corner bakery", currency: euro)
      settings.reminders = days
      do {
        try settings.settle()
        Issue.record("\(days) was taken")
      } catch {
        #expect(error.failures.map(\.field) == [field])
      }
    }
    var settings = ShopSettings(shopName: "Corner bakery", currency: euro)
    settings.reminders = [-30, -1, 0, 3, 90]
    try settings.settle()
  }

  @Test func `what a shop does not want told is not told`() throws {
    var settings = ShopSettings(shopName: "Corner bakery", currency: try #require(Currency("EUR")))
    #expect(NoticeKind.allCases.allSatisfy { settings[tells: $0] })
    settings[tells: .refund] = false
    #expect(settings[tells: .receipt] && !settings[tells: .refund])
    settings[tells: .refund] = true
    #expect(settings.silentNotices.isEmpty)
  }
}
