/// A run of business days in one time zone: when each begins, to the millisecond (rule S5).
///
/// A day begins at the first moment at which the wall clock there shows the shop's hour of that date or later. Where a clock is set forward
/// over that hour, it begins with the first minute there is; where the hour comes twice, with the first of them. So days have 23, 24 or 25
/// hours, follow each other without a gap, and no moment belongs to two.
package struct BusinessDays: Sendable, Equatable {
  package let first: CalendarDate
  /// The beginning of each day, and of the one after the last.
  package let starts: [Instant]

  private static let dayMilliseconds: Int64 = 86_400_000

  /// - Parameters:
  ///   - cutOff: minutes after midnight at which a day begins.
  ///   - offset: seconds by which the wall clock there is ahead of UTC at a moment.
  package init(from first: CalendarDate, through last: CalendarDate, cutOff: Int64, offset: (Instant) -> Int64) {
    self.first = first
    starts = (first.dayNumber...max(first.dayNumber, last.dayNumber) + 1).map { day in
      Self.start(ofLocal: day * Self.dayMilliseconds + cutOff * 60_000, offset: offset)
    }
  }

  package var start: Instant { starts[0] }
  package var end: Instant { starts[starts.count - 1] }

  /// The day that a moment belongs to; nil outside the run.
  package func day(of moment: Instant) -> CalendarDate? {
    guard moment >= start, moment < end else { return nil }
    let index = starts.partitioningIndex { $0 > moment }
    return first.adding(days: Int64(index - 1))
  }

  /// The day that a moment belongs to, wherever it is in time; before 1970 the first there is.
  package static func day(of moment: Instant, cutOff: Int64, offset: (Instant) -> Int64) -> CalendarDate {
    let shown = moment.adding(seconds: offset(moment) - cutOff * 60).milliseconds
    let about = CalendarDate(dayNumber: max(0, shown / dayMilliseconds)) ?? .first
    let near = BusinessDays(from: about.adding(days: -1), through: about.adding(days: 1), cutOff: cutOff, offset: offset)
    return near.day(of: moment) ?? about
  }

  /// Days of 24 hours in a row, or one day of another length.
  package struct Stretch: Sendable, Equatable {
    package let start: Instant
    package let end: Instant
    /// The days since 1970-01-01 of the first.
    package let firstDay: Int64
    /// Whether every day of it has 24 hours, so that the day follows from the time since its start.
    package let isRegular: Bool
  }

  /// The run cut where a day is shorter or longer than the others.
  package var stretches: [Stretch] {
    var result: [Stretch] = []
    for index in 0..<(starts.count - 1) {
      let length = starts[index + 1].milliseconds - starts[index].milliseconds
      let isRegular = length == Self.dayMilliseconds
      let day = first.dayNumber + Int64(index)
      if isRegular, let last = result.last, last.isRegular {
        result[result.count - 1] = Stretch(start: last.start, end: starts[index + 1], firstDay: last.firstDay, isRegular: true)
      } else {
        result.append(Stretch(start: starts[index], end: starts[index + 1], firstDay: day, isRegular: isRegular))
      }
    }
    return result
  }

  /// The first moment at which the wall clock shows `local`, in milliseconds since 1970-01-01, or later.
  private static func start(ofLocal local: Int64, offset: (Instant) -> Int64) -> Instant {
    func shows(_ moment: Int64) -> Int64 { moment + offset(Instant(milliseconds: moment)) * 1000 }
    // No zone is more than a day away from UTC, and none changes its clock twice within these days.
    let offsets = Set([local - dayMilliseconds, local + dayMilliseconds].map { offset(Instant(milliseconds: $0)) })
    let candidates = offsets.map { local - $0 * 1000 }.sorted()
    if let exact = candidates.first(where: { shows($0) == local }) { return Instant(milliseconds: exact) }
    // The hour is skipped: it lies between the candidates, and the clock is set forward somewhere there.
    var (before, after) = (candidates[0], candidates[candidates.count - 1])
    while before + 1 < after {
      let middle = before + (after - before) / 2
      if shows(middle) < local { before = middle } else { after = middle }
    }
    return Instant(milliseconds: after)
  }
}

extension [Instant] {
  /// The first index whose element passes; the elements that pass come last.
  fileprivate func partitioningIndex(where passes: (Instant) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
