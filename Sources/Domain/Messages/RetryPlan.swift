/// When something that could not be delivered is tried again: waits that double, bent a little at random so that not everything comes
/// back at once, for 72 hours (P15).
package enum RetryPlan {
  /// Tries end this long after the first one.
  package static let longestSeconds: Int64 = 72 * 3600
  private static let firstMilliseconds: Int64 = 2000
  private static let longestWaitMilliseconds: Int64 = 4 * 3_600_000

  /// The moment of the next try after `attempts` failed ones, nil when there is none.
  ///
  /// - Parameters:
  ///   - firstAt: when it was first tried.
  ///   - chance: 0…1023, drawn by the caller; the wait lies between half and all of what the plan says.
  package static func next(after attempts: Int64, firstAt: Instant, now: Instant, chance: Int64) -> Instant? {
    guard now < firstAt.adding(seconds: longestSeconds) else { return nil }
    let doublings = min(max(attempts - 1, 0), 20)
    let full = min(longestWaitMilliseconds, firstMilliseconds << doublings)
    let half = full / 2
    return Instant(milliseconds: now.milliseconds + half + half * min(max(chance, 0), 1023) / 1023)
  }
}
