import Domain
private import Foundation

/// Turns what a wall clock showed in one time zone into a moment.
struct ZonedClock {
  private let calendar: Calendar

  /// - Throws: `validationFailed` for a zone that this machine does not know.
  init(_ name: String) throws(Refusal) {
    guard ShopSettings.isTimeZoneName(name), let zone = TimeZone(identifier: name) else {
      throw .invalid("time_zone", "unknown", "\(name.prefix(64)) is no time zone such as Europe/London.")
    }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    self.calendar = calendar
  }

  /// The moment; one that the clock showed twice is the first, one that it skipped is the next there is.
  func instant(_ time: LocalTime) -> Instant {
    let parts = DateComponents(year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute)
    let seconds = calendar.date(from: parts)?.timeIntervalSince1970 ?? 0
    return Instant(milliseconds: 0).adding(seconds: Int64(seconds))
  }
}
