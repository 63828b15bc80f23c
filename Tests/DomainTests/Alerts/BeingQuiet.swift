import Domain
import Testing

/// Quiet hours are a stretch of every day on the wall's clock.
struct BeingQuiet {
  @Test(arguments: [(0, true), (419, true), (420, false), (1319, false), (1320, true), (1439, true)])
  func `hours over midnight are quiet before and after it`(minute: Int64, isQuiet: Bool) {
    #expect(QuietHours(from: 22 * 60, to: 7 * 60).contains(minute) == isQuiet)
  }

  @Test(arguments: [(779, false), (780, true), (839, true), (840, false)])
  func `hours within a day begin with their first minute and end before their last`(minute: Int64, isQuiet: Bool) {
    #expect(QuietHours(from: 13 * 60, to: 14 * 60).contains(minute) == isQuiet)
  }

  @Test(arguments: [(0, 420), (419, 1), (420, 900), (1319, 1), (1320, 540)])
  func `the next change is the end while it is quiet and else the beginning`(minute: Int64, wait: Int64) {
    #expect(QuietHours(from: 22 * 60, to: 7 * 60).minutesToChange(after: minute) == wait)
  }

  @Test func `one end alone, two that are the same, and numbers out of range are refused by name`() {
    var bell = AlertBell()
    (bell.quietFrom, bell.volume, bell.repeatSeconds) = (60, 101, 2)
    var checks = FieldChecks()
    bell.check(&checks)
    #expect(checks.failures.map(\.field) == ["alert_volume", "alert_repeat_seconds", "alert_quiet_to"])
    bell = AlertBell()
    (bell.quietFrom, bell.quietTo) = (60, 60)
    checks = FieldChecks()
    bell.check(&checks)
    #expect(checks.failures.map(\.field) == ["alert_quiet_to"])
    #expect(bell.quietHours == nil)
  }
}
