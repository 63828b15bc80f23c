import Domain
import Stores
import TestSupport
import Testing
import UseCases

/// Quiet hours are read off the clock on the shop's wall, which is set forward and back.
struct RingingByTheClock {
  /// How the bell is at a moment in London, where it is quiet between two minutes of the day.
  private static func bell(on engine: Engine, at text: String, from: Int64, to: Int64) async throws -> BellState {
    let bakery = try await CornerBakery(on: engine)
    let moment = try #require(Instant(text: text))
    bakery.wait(seconds: (moment.milliseconds - bakery.shop.clock().milliseconds) / 1000)
    return try await bakery.shop.write(by: bakery.owner) { work in
      var changes = Changes<ShopSettings>()
      changes.set(\.bell.quietFrom, to: from)
      changes.set(\.bell.quietTo, to: to)
      _ = try work.changeSettings(changes)
      return try work.readBell()
    }
  }

  private static let night: (from: Int64, to: Int64) = (22 * 60, 7 * 60)

  @Test(
    arguments: Engine.underTest,
    [
      ("2026-01-10T21:59:00Z", false, "2026-01-10T22:00:00.000Z"), ("2026-01-10T22:00:00Z", true, "2026-01-11T07:00:00.000Z"),
      ("2026-01-11T03:30:00Z", true, "2026-01-11T07:00:00.000Z"), ("2026-01-11T07:00:00Z", false, "2026-01-11T22:00:00.000Z"),
    ])
  func `a night goes over midnight`(on engine: Engine, _ moment: (at: String, isQuiet: Bool, changesAt: String)) async throws {
    let bell = try await Self.bell(on: engine, at: moment.at, from: Self.night.from, to: Self.night.to)
    #expect(bell.isQuiet == moment.isQuiet)
    #expect(bell.changesAt?.text == moment.changesAt)
  }

  @Test(
    arguments: Engine.underTest,
    [
      // In summer the wall is an hour ahead of UTC.
      ("2026-07-10T20:59:00Z", false, "2026-07-10T21:00:00.000Z"), ("2026-07-10T21:00:00Z", true, "2026-07-11T06:00:00.000Z"),
      // The night in which the clock goes forward: asked again at the change, then an hour shorter.
      ("2027-03-28T00:30:00Z", true, "2027-03-28T01:00:00.000Z"), ("2027-03-28T01:00:00Z", true, "2027-03-28T06:00:00.000Z"),
      // And back: asked again at the change, then an hour longer.
      ("2026-10-25T00:30:00Z", true, "2026-10-25T01:00:00.000Z"), ("2026-10-25T01:30:00Z", true, "2026-10-25T07:00:00.000Z"),
    ])
  func `the clock that is set twice a year is followed`(on engine: Engine, _ moment: (at: String, isQuiet: Bool, changesAt: String))
    async throws
  {
    let bell = try await Self.bell(on: engine, at: moment.at, from: Self.night.from, to: Self.night.to)
    #expect(bell.isQuiet == moment.isQuiet)
    #expect(bell.changesAt?.text == moment.changesAt)
  }

  @Test(arguments: Engine.underTest)
  func `hours that the clock shows twice are quiet twice`(on engine: Engine) async throws {
    // 01:15 to 01:45 on the wall, which shows 01:00 to 02:00 first in summer time and then again.
    for (at, isQuiet) in [("2026-10-25T00:30:00Z", true), ("2026-10-25T01:05:00Z", false), ("2026-10-25T01:30:00Z", true)] {
      #expect(try await Self.bell(on: engine, at: at, from: 75, to: 105).isQuiet == isQuiet)
    }
  }

  @Test(arguments: Engine.underTest)
  func `without quiet hours nothing is asked again`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let bell = try await bakery.shop.read(by: bakery.owner) { try $0.readBell() }
    #expect(!bell.isQuiet && bell.changesAt == nil && bell.bell == AlertBell())
  }
}
