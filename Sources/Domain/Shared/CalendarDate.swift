/// A day in the calendar of a shop, without an hour and without a zone: when something is due.
package struct CalendarDate: Hashable, Sendable, Comparable {
  /// Days since 1970-01-01; years 1970 to 9999.
  package let dayNumber: Int64

  private static let last: Int64 = 2_932_896
  private static let millisecondsPerDay: Int64 = 86_400_000

  /// 1970-01-01.
  package static let first = CalendarDate(unchecked: 0)

  private init(unchecked dayNumber: Int64) { self.dayNumber = dayNumber }

  /// Nil outside the years 1970 to 9999.
  package init?(dayNumber: Int64) {
    guard (0...Self.last).contains(dayNumber) else { return nil }
    self.dayNumber = dayNumber
  }

  /// Reads `2026-12-24`; nil for anything else and for days that no month has.
  package init?(text: String) {
    guard text.utf8.count == 10, let midnight = Instant(text: text + "T00:00:00Z") else { return nil }
    self.init(dayNumber: midnight.milliseconds / Self.millisecondsPerDay)
  }

  /// The day as ISO 8601 writes it: `2026-12-24`.
  package var text: String {
    String(Instant(milliseconds: dayNumber * Self.millisecondsPerDay).text.prefix(10))
  }

  /// So many days later; at most the last day of the calendar.
  package func adding(days: Int64) -> CalendarDate {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    return CalendarDate(dayNumber: overflow ? Self.last : min(max(0, sum), Self.last)) ?? self
  }

  package static func < (left: Self, right: Self) -> Bool { left.dayNumber < right.dayNumber }
}
