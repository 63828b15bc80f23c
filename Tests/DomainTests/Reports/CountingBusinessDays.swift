import Domain
import Foundation
import Testing

/// Business days over changes of the clock, judged by Foundation's calendar (rule S5, TIM-01, TIM-02).
struct CountingBusinessDays {
  private func days(_ zone: String, _ first: String, _ last: String, cutOff: Int64 = 0) throws -> BusinessDays {
    let rules = try #require(TimeZone(identifier: zone))
    return BusinessDays(
      from: try #require(CalendarDate(text: first)), through: try #require(CalendarDate(text: last)), cutOff: cutOff
    ) { Int64(rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0.milliseconds) / 1000))) }
  }

  private func moment(_ text: String) throws -> Instant { try #require(Instant(text: text)) }

  @Test(arguments: [
    ("America/Sao_Paulo", "2026-03-10T02:59:59.999Z", "2026-03-10T03:00:00Z"),
    ("Asia/Bangkok", "2026-03-09T16:59:59.999Z", "2026-03-09T17:00:00Z"),
    ("Asia/Kathmandu", "2026-03-09T18:14:59.999Z", "2026-03-09T18:15:00Z"),
  ])
  func `a sale at 23:59:59.999 is of the old day, one at midnight of the new one`(zone: String, before: String, after: String) throws {
    let days = try days(zone, "2026-03-08", "2026-03-12")
    #expect(try days.day(of: moment(before))?.text == "2026-03-09")
    #expect(try days.day(of: moment(after))?.text == "2026-03-10")
  }

  @Test(arguments: [
    ("America/Sao_Paulo", "2026-03-10T07:00:00Z"), ("Asia/Bangkok", "2026-03-09T21:00:00Z"), ("Asia/Kathmandu", "2026-03-09T22:15:00Z"),
  ])
  func `a day that begins at four begins at four on the wall`(zone: String, start: String) throws {
    let days = try days(zone, "2026-03-09", "2026-03-10", cutOff: 240)
    #expect(days.starts[1] == (try moment(start)))
    #expect(days.day(of: Instant(milliseconds: days.starts[1].milliseconds - 1))?.text == "2026-03-09")
  }

  @Test func `days of 23 and 25 hours follow each other without a gap`() throws {
    let spring = try days("Europe/Amsterdam", "2026-03-28", "2026-03-30")
    #expect(zip(spring.starts, spring.starts.dropFirst()).map { ($1.milliseconds - $0.milliseconds) / 3_600_000 } == [24, 23, 24])
    let autumn = try days("Europe/Amsterdam", "2026-10-24", "2026-10-26")
    #expect(zip(autumn.starts, autumn.starts.dropFirst()).map { ($1.milliseconds - $0.milliseconds) / 3_600_000 } == [24, 25, 24])
  }

  @Test func `an hour that is skipped begins its day with the first minute there is, one that comes twice with its first`() throws {
    let gap = try days("Europe/Amsterdam", "2026-03-29", "2026-03-29", cutOff: 150)
    #expect(gap.start == (try moment("2026-03-29T01:00:00Z")))
    let fold = try days("Europe/Amsterdam", "2026-10-25", "2026-10-25", cutOff: 150)
    #expect(fold.start == (try moment("2026-10-25T00:30:00Z")))
    // Midnight does not exist in Beirut on that day.
    let midnight = try days("Asia/Beirut", "2025-03-30", "2025-03-30")
    #expect(midnight.start == (try moment("2025-03-29T22:00:00Z")))
  }

  @Test func `a cut-off at four is four o'clock on the day of the change too`() throws {
    let days = try days("America/New_York", "2026-03-08", "2026-03-09", cutOff: 240)
    #expect(days.starts[0] == (try moment("2026-03-08T08:00:00Z")))
    #expect(days.starts[1] == (try moment("2026-03-09T08:00:00Z")))
  }

  @Test(arguments: [
    "Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/Santiago", "UTC",
  ])
  func `every moment belongs to the one day whose beginning it is not before`(zone: String) throws {
    for cutOff in [Int64(0), 150, 240] {
      let days = try days(zone, "2024-01-01", "2026-12-31", cutOff: cutOff)
      #expect(zip(days.starts, days.starts.dropFirst()).allSatisfy { $0 < $1 })
      for stretch in days.stretches {
        for moment in [stretch.start, Instant(milliseconds: stretch.end.milliseconds - 1)] {
          let counted = stretch.isRegular ? (moment.milliseconds - stretch.start.milliseconds) / 86_400_000 : 0
          #expect(days.day(of: moment)?.dayNumber == stretch.firstDay + counted)
        }
      }
      #expect(days.stretches.last?.end == days.end)
    }
  }

  @Test func `a day alone is the day of the run`() throws {
    let zone = try #require(TimeZone(identifier: "America/New_York"))
    let days = try days("America/New_York", "2026-03-01", "2026-11-30", cutOff: 240)
    for hour in stride(from: days.start.milliseconds, to: days.end.milliseconds, by: 3_599_999) {
      let moment = Instant(milliseconds: hour)
      let alone = BusinessDays.day(of: moment, cutOff: 240) {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0.milliseconds) / 1000)))
      }
      #expect(alone == days.day(of: moment))
    }
  }
}
