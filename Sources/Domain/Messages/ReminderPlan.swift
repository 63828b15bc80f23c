/// On which days around a due date a customer is reminded, and which reminder is due now.
package enum ReminderPlan {
  /// The most steps that a shop may have.
  package static let mostSteps = 5
  /// Days relative to the due date: negative before it.
  package static let steps: ClosedRange<Int64> = -30...90
  /// A reminder whose day went by unsent, because the shop was shut or reminders were off, is sent this many days late at most: whoever
  /// turns reminders on does not write to everybody who ever owed something.
  package static let latestDays: Int64 = 2
  /// Hours of the shop's clock at which reminders leave; nobody is reminded at night.
  package static let hours: Range<Int64> = 9..<19

  /// The step whose turn it is, the latest where several would be; nil on all other days.
  package static func step(due: CalendarDate, today: CalendarDate, steps: [Int64]) -> Int64? {
    let passed = today.dayNumber - due.dayNumber
    guard let step = steps.filter({ $0 <= passed }).max(), passed - step <= latestDays else { return nil }
    // What was to come before the due date comes too late after it.
    return step < 0 && passed > 0 ? nil : step
  }

  /// The first and last due date that a step may be for.
  package static func dueDates(step: Int64, today: CalendarDate) -> ClosedRange<CalendarDate> {
    let last = today.adding(days: -step)
    return last.adding(days: -latestDays)...last
  }
}
