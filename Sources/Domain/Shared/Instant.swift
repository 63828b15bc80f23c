/// A moment: milliseconds since 1970-01-01T00:00:00 UTC.
///
/// Stored as a number and shown as RFC 3339 in UTC with milliseconds; a shop's time zone is applied only where a business day is asked for.
package struct Instant: Hashable, Comparable, Sendable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  /// The moment `seconds` later (earlier when negative); stops at the ends of the range instead of overflowing.
  package func adding(seconds: Int64) -> Instant {
    let (product, tooFar) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, beyond) = milliseconds.addingReportingOverflow(tooFar ? (seconds < 0 ? .min : .max) : product)
    return Instant(milliseconds: beyond ? (seconds < 0 ? .min : .max) : sum)
  }
}
