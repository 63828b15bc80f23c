import Domain
import Testing

@Suite struct BudgetsForTries {
  private let budget = AttemptBudget.pinAtTill

  @Test func `four wrong PINs cost nothing, the fifth a wait that doubles each time`() {
    var now = Instant(milliseconds: 1_000_000)
    var count: AttemptBudget.Count?
    for _ in 1...5 { count = pay(count, now) }
    var waits: [Int] = []
    for _ in 6...10 {
      guard case .wait(let seconds) = budget.pay(count, at: now) else { break }
      waits.append(seconds)
      now = now.adding(seconds: Int64(seconds))
      count = pay(count, now)
    }
    #expect(waits == [31, 61, 121, 241, 481])
    #expect(count?.failures == 10)
  }

  @Test func `after ten wrong PINs none is looked at, however long somebody waits`() {
    let now = Instant(milliseconds: 0)
    let count = AttemptBudget.Count(failures: 10, lastAt: now, openAt: now)
    #expect(budget.pay(count, at: now.adding(seconds: 1_000_000)) == .locked)
  }

  @Test func `a try while waiting costs nothing and changes nothing`() {
    let now = Instant(milliseconds: 10_000)
    let count = AttemptBudget.Count(failures: 5, lastAt: now, openAt: now.adding(seconds: 30))
    #expect(budget.pay(count, at: now) == .wait(seconds: 31))
    #expect(budget.pay(count, at: now.adding(seconds: 29)) == .wait(seconds: 2))
  }

  @Test func `passwords forget a wrong try every quarter of an hour`() {
    let now = Instant(milliseconds: 0)
    let count = AttemptBudget.Count(failures: 10, lastAt: now, openAt: now.adding(seconds: 15))
    guard case .go(let next) = AttemptBudget.password.pay(count, at: now.adding(seconds: 5 * 900)) else {
      Issue.record("had to wait")
      return
    }
    #expect(next.failures == 6)
    #expect(next.openAt == next.lastAt)
  }

  @Test func `a clock that ran ahead makes nobody wait longer than the longest wait`() throws {
    let now = Instant(milliseconds: 1_000_000)
    let ahead = now.adding(seconds: 10 * 365 * 86_400)
    let count = AttemptBudget.Count(failures: 1, lastAt: ahead, openAt: ahead)
    let paid = try #require(AttemptBudget.password.pay(count, at: now).counted)
    #expect(paid.lastAt == now)
    let waiting = AttemptBudget.Count(failures: 12, lastAt: ahead, openAt: ahead.adding(seconds: 60))
    let next = try #require(AttemptBudget.password.pay(waiting, at: now).counted)
    #expect(next.failures == 13)
    #expect(next.openAt == now.adding(seconds: 120), "what was wrong before still counts")
  }

  @Test func `clocks at the ends of time trap nothing`() {
    for milliseconds in [Int64.min, -1, 0, .max] {
      let count = AttemptBudget.Count(failures: .max - 1, lastAt: Instant(milliseconds: .max), openAt: Instant(milliseconds: .min))
      _ = AttemptBudget.peer.pay(count, at: Instant(milliseconds: milliseconds))
      let other = AttemptBudget.Count(failures: 60, lastAt: Instant(milliseconds: .min), openAt: Instant(milliseconds: .max))
      _ = AttemptBudget.peer.pay(other, at: Instant(milliseconds: milliseconds))
    }
  }

  private func pay(_ count: AttemptBudget.Count?, _ now: Instant) -> AttemptBudget.Count? {
    guard case .go(let next) = budget.pay(count, at: now) else { return nil }
    return next
  }
}

extension AttemptBudget.Answer {
  /// The count of a try that is looked at; nil where it is not.
  fileprivate var counted: AttemptBudget.Count? {
    if case .go(let count) = self { count } else { nil }
  }
}
