/// A moment as a clock on a wall shows it, before anybody said in which time zone.
package struct LocalTime: Sendable, Hashable, Comparable {
  package let year: Int
  package let month: Int
  package let day: Int
  package let hour: Int
  package let minute: Int

  /// Reads `D/M/YYYY`, with or without ` H:MM`; nil for anything else and for days that no month has.
  package init?(dayMonthYear text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true)
    guard (1...2).contains(parts.count) else { return nil }
    let date = parts[0].split(separator: "/", omittingEmptySubsequences: false).map(Self.number)
    guard date.count == 3, let day = date[0], let month = date[1], let year = date[2], (1900...9999).contains(year),
      (1...12).contains(month), (1...Self.days(of: month, in: year)).contains(day)
    else { return nil }
    var time: [Int?] = [0, 0]
    if parts.count == 2 { time = parts[1].split(separator: ":", omittingEmptySubsequences: false).map(Self.number) }
    guard time.count == 2 || (time.count == 3 && time[2].map { (0..<60).contains($0) } == true), let hour = time[0], let minute = time[1],
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    (self.year, self.month, self.day, self.hour, self.minute) = (year, month, day, hour, minute)
  }

  package static func < (left: LocalTime, right: LocalTime) -> Bool {
    (left.year, left.month, left.day, left.hour, left.minute) < (right.year, right.month, right.day, right.hour, right.minute)
  }

  private static func number(_ text: Substring) -> Int? {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return Int(text)
  }

  private static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    default: 31
    }
  }
}
