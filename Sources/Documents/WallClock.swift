package import Domain
import Foundation

/// A moment as the clock on the shop's wall shows it.
package enum WallClock {
  /// `2026-11-21 14:05`; in UTC where the machine does not know the zone.
  ///
  /// - Parameter timeZone: an IANA name.
  package static func text(_ instant: Instant, in timeZone: String) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
    let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
    let two = { (number: Int?) in (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
    return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day)) \(two(parts.hour)):\(two(parts.minute))"
  }
}
