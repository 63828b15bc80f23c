/// How often a line is charged again: every `count` intervals (three months, one year).
package struct BillingCycle: Hashable, Sendable {
  package enum Interval: String, Sendable, CaseIterable {
    case day, week, month, year
  }

  package let interval: Interval
  package let count: Int64

  /// The most intervals between two charges.
  package static let mostIntervals: Int64 = 366

  /// Nil for less than one interval and for more than ``mostIntervals``.
  package init?(interval: Interval, count: Int64) {
    guard (1...Self.mostIntervals).contains(count) else { return nil }
    self.interval = interval
    self.count = count
  }
}
