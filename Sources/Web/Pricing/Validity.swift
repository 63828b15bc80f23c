import Documents
import Domain

/// Whether a rule or promotion counts now, in a word and a colour, and from when until when.
struct Validity {
  let timeZone: String
  let now: Instant
  /// Texts below `pricing.`.
  let say: (String) -> String

  func chip(isOn: Bool, _ period: ValidPeriod, isUsedUp: Bool = false) -> ResourceList.Cell {
    let mark = mark(isOn: isOn, period, isUsedUp: isUsedUp)
    return .chip(mark.text, style: mark.style)
  }

  func mark(isOn: Bool, _ period: ValidPeriod, isUsedUp: Bool = false) -> (text: String, style: String) {
    if !isOn { return (say("off"), "chip-draft") }
    if let end = period.end, end <= now { return (say("over"), "chip-draft") }
    if let start = period.start, now < start { return (say("later"), "chip-warn") }
    return isUsedUp ? (say("used_up"), "chip-warn") : (say("on"), "chip-paid")
  }

  /// "2026-11-21 10:00 – 2026-12-01 10:00"; empty where it is always valid.
  func text(_ period: ValidPeriod) -> String {
    let wall = { (instant: Instant?) in instant.map { WallClock.text($0, in: timeZone) } ?? "" }
    guard period.start != nil || period.end != nil else { return "" }
    return "\(wall(period.start)) – \(wall(period.end))"
  }
}
