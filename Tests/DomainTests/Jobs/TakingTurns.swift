import Testing

@testable import Domain

/// Two processes look at one table of leases, each on a clock of its own.
@Suite struct `Taking turns at jobs` {
  private let start = ContinuousClock.now
  private let terms = LeaseTerms(lifetime: .seconds(6), patience: .seconds(10), rhythm: .seconds(2), pause: .seconds(1))

  private func at(_ seconds: Int64) -> ContinuousClock.Instant { start + .seconds(seconds) }

  private func all(of holder: String?, fence: Int64 = 1, beat: Int64 = 1) -> [JobLease] {
    Job.allCases.map { JobLease(job: $0, holder: holder, fence: fence, beat: beat) }
  }

  @Test func `what nobody has is taken at once`() {
    var anna = LeaseWatch(holder: "anna", terms: terms)
    #expect(anna.steps(after: [], at: at(0)) == Job.allCases.map { .take($0, from: nil) })
    #expect(anna.fence(of: .outbox, at: at(0)) == nil)
    anna.hold(all(of: "anna"), since: at(0))
    #expect(anna.fence(of: .outbox, at: at(5)) == 1)
  }

  @Test func `what was given up is taken at once`() {
    var anna = LeaseWatch(holder: "anna", terms: terms)
    #expect(anna.steps(after: all(of: nil, fence: 3), at: at(0)).count == Job.allCases.count)
  }

  @Test func `what a restore holds back is taken by nobody, however long it stands`() {
    for terms in [terms, .alone] {
      var anna = LeaseWatch(holder: "anna", terms: terms)
      for second in [0, 20, 1000] { #expect(anna.steps(after: all(of: JobLease.restored), at: at(Int64(second))) == []) }
      #expect(anna.steps(after: all(of: nil, beat: 2), at: at(1001)).count == Job.allCases.count)
    }
  }

  @Test func `a holder stops by itself before anybody may take its turn`() {
    var anna = LeaseWatch(holder: "anna", terms: terms)
    anna.hold(all(of: "anna"), since: at(0))
    #expect(anna.fence(of: .outbox, at: at(6)) == nil)

    var bert = LeaseWatch(holder: "bert", terms: terms)
    #expect(bert.steps(after: all(of: "anna"), at: at(0)) == [])
    #expect(bert.steps(after: all(of: "anna"), at: at(9)) == [])
    #expect(bert.steps(after: all(of: "anna"), at: at(10)).count == Job.allCases.count)
  }

  @Test func `a beat gives the holder all its time again`() {
    var anna = LeaseWatch(holder: "anna", terms: terms)
    anna.hold(all(of: "anna"), since: at(0))
    #expect(anna.steps(after: all(of: "anna"), at: at(1)) == [])
    #expect(anna.steps(after: all(of: "anna"), at: at(2)) == [.beat])
    anna.hold(all(of: "anna", beat: 2), since: at(2))
    #expect(anna.fence(of: .timers, at: at(7)) == 1)

    var bert = LeaseWatch(holder: "bert", terms: terms)
    _ = bert.steps(after: all(of: "anna"), at: at(1))
    #expect(bert.steps(after: all(of: "anna", beat: 2), at: at(11)) == [])
    #expect(bert.steps(after: all(of: "anna", beat: 2), at: at(20)) == [])
    #expect(bert.steps(after: all(of: "anna", beat: 2), at: at(21)).count == Job.allCases.count)
  }

  @Test func `whoever finds its turn gone does nothing more under the old number`() {
    var anna = LeaseWatch(holder: "anna", terms: terms)
    anna.hold(all(of: "anna"), since: at(0))
    #expect(anna.steps(after: all(of: "bert", fence: 2, beat: 5), at: at(3)) == [])
    #expect(anna.fence(of: .payments, at: at(3)) == nil)
  }

  @Test func `a lease that was taken by a write without an answer is used after the next beat`() {
    var anna = LeaseWatch(holder: "anna", terms: terms)
    #expect(anna.steps(after: all(of: "anna", fence: 4), at: at(0)) == [.beat])
    anna.hold(all(of: "anna", fence: 4, beat: 2), since: at(0))
    #expect(anna.fence(of: .channels, at: at(1)) == 4)
  }

  @Test func `a process that alone has the data takes what it finds, once and for good`() {
    var anna = LeaseWatch(holder: "anna", terms: .alone)
    #expect(anna.steps(after: all(of: "anna before the power cut"), at: at(0)).count == Job.allCases.count)
    anna.hold(all(of: "anna", fence: 2), since: at(0))
    #expect(anna.isSettled)
    #expect(anna.steps(after: all(of: "anna", fence: 2), at: at(1000)) == [])
    #expect(anna.fence(of: .outbox, at: at(1_000_000)) == 2)
  }

  @Test func `the terms leave time between the end of one turn and the next, and follow within fifteen seconds`() throws {
    let shared = LeaseTerms.shared
    let lifetime = try #require(shared.lifetime)
    #expect(lifetime * 1.5 < shared.patience)
    #expect(shared.rhythm * 2 < lifetime)
    #expect(shared.patience + shared.pause * 2 <= .seconds(15))
  }
}
