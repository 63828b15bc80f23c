/// How notices for staff sound, as the shop decides; each device may be muted besides.
package struct AlertBell: Hashable, Sendable {
  /// Whether they sound at all. They are always shown.
  package var hasSound = true
  /// Percent, 0…100.
  package var volume: Int64 = 60
  /// Seconds from one ring to the next, until somebody says that they have seen it.
  package var repeatSeconds: Int64 = 10
  /// When it is quiet, every day; both or none.
  package var quietFrom: Int64?
  package var quietTo: Int64?
  /// What is shown without a sound.
  package var silentKinds: Set<Alert.Kind> = []

  package static let volumes: ClosedRange<Int64> = 0...100
  package static let pauses: ClosedRange<Int64> = 3...300

  package init() {}

  /// Whether a notice of this kind rings.
  package subscript(rings kind: Alert.Kind) -> Bool {
    get { !silentKinds.contains(kind) }
    set { if newValue { silentKinds.remove(kind) } else { silentKinds.insert(kind) } }
  }

  /// Nil where no time of the day is quiet.
  package var quietHours: QuietHours? {
    guard let quietFrom, let quietTo, quietFrom != quietTo else { return nil }
    return QuietHours(from: quietFrom, to: quietTo)
  }

  /// Refuses what does not fit, by the names of the settings.
  package func check(_ checks: inout FieldChecks) {
    if !Self.volumes.contains(volume) { checks.fail("alert_volume", "out_of_range", "A volume is 0 to 100 percent.") }
    if !Self.pauses.contains(repeatSeconds) {
      checks.fail("alert_repeat_seconds", "out_of_range", "A ring is repeated after 3 to 300 seconds.")
    }
    for (minute, field) in [(quietFrom, "alert_quiet_from"), (quietTo, "alert_quiet_to")] {
      if let minute, !(0..<1440).contains(minute) { checks.fail(field, "out_of_range", "A time of day is 00:00 to 23:59.") }
    }
    if (quietFrom == nil) != (quietTo == nil) {
      checks.fail(quietFrom == nil ? "alert_quiet_from" : "alert_quiet_to", "required", "Quiet hours have a beginning and an end.")
    } else if quietFrom != nil, quietFrom == quietTo {
      checks.fail("alert_quiet_to", "invalid", "Quiet hours end at another time than they begin. To be quiet all day, turn the sound off.")
    }
  }
}

/// A stretch of every day, on the wall's clock, which may go over midnight.
package struct QuietHours: Hashable, Sendable {
  /// Minutes after midnight; the stretch begins with `from` and ends before `to`.
  package let from: Int64
  package let to: Int64

  package init(from: Int64, to: Int64) {
    self.from = from
    self.to = to
  }

  /// - Parameter minute: of the day, 0…1439.
  package func contains(_ minute: Int64) -> Bool {
    from < to ? (from..<to).contains(minute) : minute >= from || minute < to
  }

  /// Whole minutes from a minute of the day until the stretch next begins or ends, at least 1, on a clock that nobody sets.
  package func minutesToChange(after minute: Int64) -> Int64 {
    let until = { (edge: Int64) in
      let distance = (edge - minute) % 1440
      return distance > 0 ? distance : distance + 1440
    }
    return contains(minute) ? until(to) : until(from)
  }
}
