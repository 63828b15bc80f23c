package import Domain
private import Foundation
import Stores

/// A period of business days, and how it lies in time at each place: a day is another stretch of time in another zone (S5).
package struct ReportPeriod: Sendable {
  /// The locations of one zone, their days and what of the ledger they are.
  struct Part: Sendable {
    let days: BusinessDays
    let extent: SalesReader.Extent
  }

  package let first: CalendarDate
  package let last: CalendarDate
  package let currency: Currency
  /// The only location that is looked at; nil for all.
  package let locationID: ID<Location>?
  /// The zone of that location, or the shop's own.
  package let timeZone: String
  let parts: [Part]

  package var dayCount: Int64 { last.dayNumber - first.dayNumber + 1 }

  /// As many days just before.
  func before(in work: UnitOfWork) throws -> ReportPeriod? {
    guard first.dayNumber >= dayCount else { return nil }
    var request = ReportRequest()
    request.from = .day(first.adding(days: -dayCount))
    request.to = .day(first.adding(days: -1))
    request.currency = currency
    request.locationID = locationID
    return try work.reportPeriod(request)
  }
}

extension UnitOfWork {
  /// The period that a request means, at every location that the principal may look at.
  package func reportPeriod(_ request: ReportRequest) throws -> ReportPeriod {
    try principal.require(.readReports)
    let settings = try tx.settings.current()
    let places = try tx.salesReader.places()
    let locationID = request.locationID ?? principal.locationID
    if let locationID, !principal.sees(locationID) || !places.contains(where: { $0.id == locationID }) {
      throw Refusal.invalid("location_id", "unknown", "There is no such location.")
    }
    let zone = places.first { $0.id == locationID }?.timeZone ?? settings.timeZone
    let currency = request.currency ?? settings.currency
    let (first, last) = try days(of: request, in: zone, settings)
    var zones: [String: [ID<Location>]] = [settings.timeZone: []]
    for place in places where locationID == nil || place.id == locationID {
      zones[place.timeZone ?? settings.timeZone, default: []].append(place.id)
    }
    if locationID != nil { zones = zones.filter { !$0.value.isEmpty } }
    let bounds = try tx.salesReader.bounds(in: currency)
    let isOne = zones.count == 1 && locationID == nil
    let parts = zones.sorted { $0.key < $1.key }.map { zone, locations in
      let clock = ZoneOffset(zone)
      let (from, through) = Self.narrowed(first, last, to: bounds)
      let days = BusinessDays(from: from, through: through, cutOff: settings.businessDayCutOff, offset: clock.seconds(at:))
      let (start, end) = request.clip(days)
      let extent = SalesReader.Extent(
        currency: currency, locations: isOne ? nil : locations, hasNoLocation: locationID == nil && zone == settings.timeZone, start: start,
        end: end)
      return ReportPeriod.Part(days: days, extent: extent)
    }
    return ReportPeriod(first: first, last: last, currency: currency, locationID: locationID, timeZone: zone, parts: parts)
  }

  /// The days of a period in which there can be anything, so that a long one costs no more than what was sold in it. A zone is less than
  /// two days from another.
  private static func narrowed(
    _ first: CalendarDate, _ last: CalendarDate, to bounds: (first: Instant, last: Instant)?
  ) -> (CalendarDate, CalendarDate) {
    guard let bounds else { return (first, first) }
    func day(_ moment: Instant) -> CalendarDate { ShopDay.of(moment, in: "UTC") }
    let from = max(first, day(bounds.first).adding(days: -2))
    let through = min(last, day(bounds.last).adding(days: 2))
    return from <= through ? (from, through) : (first, first)
  }

  private func days(of request: ReportRequest, in zone: String, _ settings: ShopSettings) throws -> (CalendarDate, CalendarDate) {
    let today = businessDay(in: zone, settings)
    func day(_ edge: ReportRequest.Edge?) -> CalendarDate? {
      switch edge {
      case .day(let day): day
      case .moment(let moment): BusinessDays.day(of: moment, cutOff: settings.businessDayCutOff, offset: ZoneOffset(zone).seconds(at:))
      case nil: nil
      }
    }
    let last = day(request.to) ?? max(today, day(request.from) ?? today)
    let first = day(request.from) ?? last.adding(days: -27)
    guard first <= last else { throw Refusal.invalid("to", "out_of_range", "A period ends on the day on which it begins, or later.") }
    guard last.dayNumber - first.dayNumber < ReportRequest.longest else {
      throw Refusal.invalid("to", "out_of_range", "A report is over at most \(ReportRequest.longest) days.")
    }
    return (first, last)
  }
}

extension ReportRequest {
  /// Where the days are cut by an edge that is a moment.
  fileprivate func clip(_ days: BusinessDays) -> (start: Instant, end: Instant) {
    var (start, end) = (days.start, days.end)
    if case .moment(let moment) = from { start = max(start, moment) }
    if case .moment(let moment) = to { end = min(end, moment) }
    return (start, end)
  }
}

/// By how much the wall clock of a zone is ahead of UTC.
struct ZoneOffset: Sendable {
  private let zone: TimeZone

  /// - Parameter name: an IANA name; UTC where the machine does not know it.
  init(_ name: String) {
    zone = TimeZone(identifier: name) ?? .gmt
  }

  @Sendable func seconds(at moment: Instant) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: .init(moment.milliseconds.quotientAndRemainder(dividingBy: 1000).quotient))))
  }
}
