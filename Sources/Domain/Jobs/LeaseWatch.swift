/// What one process knows of the leases, and what follows from a look at them. Nothing is done here.
package struct LeaseWatch: Sendable {
  /// What the process has to write.
  package enum Step: Sendable, Equatable {
    /// To take a job over, from a row that must still be as it was seen; nil where there is none yet.
    case take(Job, from: JobLease?)
    /// To say that it is still there, for everything that it holds.
    case beat
  }

  /// A job in this process's hands.
  private struct Held {
    let fence: Int64
    /// When the last beat was begun.
    var beatenAt: ContinuousClock.Instant
  }

  /// A beat of another process, and since when it stands still.
  private struct Seen {
    let lease: JobLease
    let since: ContinuousClock.Instant
  }

  package let holder: String
  package let terms: LeaseTerms
  private var held: [Job: Held] = [:]
  private var seen: [Job: Seen] = [:]

  /// - Parameter holder: names this run of the process and no other.
  package init(holder: String, terms: LeaseTerms) {
    self.holder = holder
    self.terms = terms
  }

  /// Whether there is nothing more to look at: everything is held for ever.
  package var isSettled: Bool { terms.lifetime == nil && held.count == Job.allCases.count }

  /// The number under which a job may be done right now; nil where it is not this process's turn.
  package func fence(of job: Job, at now: ContinuousClock.Instant) -> Int64? {
    guard let mine = held[job] else { return nil }
    guard let lifetime = terms.lifetime else { return mine.fence }
    return now < mine.beatenAt + lifetime ? mine.fence : nil
  }

  /// What to write after a look that was over at `now`. What somebody else took is let go.
  package mutating func steps(after found: [JobLease], at now: ContinuousClock.Instant) -> [Step] {
    var steps: [Step] = []
    var isBeatDue = false
    for job in Job.allCases {
      let lease = found.first { $0.job == job }
      guard let lease, lease.holder == holder else {
        held[job] = nil
        if isFree(lease, job, at: now) { steps.append(.take(job, from: lease)) }
        continue
      }
      seen[job] = nil
      // A lease of ours that we know nothing of was taken by a write whose answer was lost.
      let beatenAt = held[job]?.fence == lease.fence ? held[job]?.beatenAt : nil
      if terms.lifetime != nil || beatenAt == nil { isBeatDue = isBeatDue || beatenAt.map { now >= $0 + terms.rhythm } ?? true }
    }
    if isBeatDue { steps.append(.beat) }
    return steps
  }

  /// Takes note of what the database wrote down for this process.
  ///
  /// - Parameter begun: before the write was sent.
  package mutating func hold(_ leases: [JobLease], since begun: ContinuousClock.Instant) {
    for lease in leases where lease.holder == holder {
      held[lease.job] = Held(fence: lease.fence, beatenAt: begun)
      seen[lease.job] = nil
    }
  }

  /// Lets go of everything.
  package mutating func letGo() {
    held = [:]
  }

  private mutating func isFree(_ lease: JobLease?, _ job: Job, at now: ContinuousClock.Instant) -> Bool {
    guard lease?.holder != JobLease.restored else { return false }
    guard let lease, lease.holder != nil, terms.lifetime != nil else { return true }
    guard let before = seen[job], before.lease == lease else {
      seen[job] = Seen(lease: lease, since: now)
      return false
    }
    return now - before.since >= terms.patience
  }
}
