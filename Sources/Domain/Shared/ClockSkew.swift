/// How far a clock may be wrong before it lets somebody in (P24).
package enum ClockSkew {
  /// Seconds by which something may be said to begin later than now. What a clock that ran ahead gave out is worth nothing once the clock
  /// is right, or it would be worth something until that far day.
  package static let toleratedSeconds: Int64 = 300

  /// The latest moment at which something that counts now may have begun.
  package static func latestStart(at now: Instant) -> Instant { now.adding(seconds: toleratedSeconds) }
}
