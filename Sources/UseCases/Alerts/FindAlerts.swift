package import Domain
import Foundation
import Stores

/// How notices sound at this moment.
package struct BellState: Sendable {
  package let bell: AlertBell
  /// Whether it is quiet now.
  package let isQuiet: Bool
  /// When that changes, or is to be asked again; nil where no hours are quiet.
  package let changesAt: Instant?
}

extension UnitOfWork {
  /// Notices for staff, newest first: those of the principal's location, and those of orders that no location has yet.
  package func listAlerts(_ filter: AlertFilter, page: PageRequest) throws -> Page<ShownAlert> {
    try principal.require(.readOrders)
    let found = try tx.alerts.list(filter, page: page, at: principal.locationID)
    return Page(elements: try withSights(found.elements), next: found.next)
  }

  /// How notices sound now, by the clock on the shop's wall.
  package func readBell() throws -> BellState {
    try principal.require(.readOrders)
    let settings = try tx.settings.current()
    guard let hours = settings.bell.quietHours else { return BellState(bell: settings.bell, isQuiet: false, changesAt: nil) }
    let (isQuiet, changesAt) = QuietClock.look(hours, at: now, in: settings.timeZone)
    return BellState(bell: settings.bell, isQuiet: isQuiet, changesAt: changesAt)
  }

  func withSights(_ alerts: [Alert]) throws -> [ShownAlert] {
    let sights = try tx.alerts.sights(of: alerts, in: try orderScope())
    return alerts.compactMap { alert in sights[alert.id].map { ShownAlert(alert: alert, sight: $0) } }
  }
}

/// Reads quiet hours off a wall's clock, which is set forward and back twice a year.
enum QuietClock {
  /// - Parameter timeZone: an IANA name; UTC where the machine does not know it.
  /// - Returns: whether it is quiet, and the moment up to which that is certain: the next edge of the hours, or the moment at which the
  ///   clock is set, after which it has to be asked again.
  static func look(_ hours: QuietHours, at moment: Instant, in timeZone: String) -> (isQuiet: Bool, changesAt: Instant) {
    let zone = TimeZone(identifier: timeZone) ?? .gmt
    let date = Date(timeIntervalSince1970: .init(moment.milliseconds) / 1000)
    let wall = moment.adding(seconds: Int64(zone.secondsFromGMT(for: date))).milliseconds
    let minute = ((wall / 60_000) % 1440 + 1440) % 1440
    let intoMinute = (wall % 60_000 + 60_000) % 60_000
    let edge = Instant(milliseconds: moment.milliseconds - intoMinute).adding(seconds: hours.minutesToChange(after: minute) * 60)
    guard let set = zone.nextDaylightSavingTimeTransition(after: date) else { return (hours.contains(minute), edge) }
    let clockIsSet = Instant(milliseconds: Int64(set.timeIntervalSince1970.rounded()) * 1000)
    return (hours.contains(minute), min(edge, clockIsSet))
  }
}
