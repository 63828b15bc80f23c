package import Domain
import Synchronization

/// The leases as this process knows them: what it may do right now, without asking anybody.
package final class JobLeases: Sendable {
  private let watch: Mutex<LeaseWatch>
  /// Names this run of the process.
  package let holder: String
  package let terms: LeaseTerms

  package init(holder: String, terms: LeaseTerms) {
    self.holder = holder
    self.terms = terms
    watch = Mutex(LeaseWatch(holder: holder, terms: terms))
  }

  /// The turn at a job; nil while another process has it, or while this one cannot be sure.
  package func turn(of job: Job) -> JobTurn? {
    guard let fence = fence(of: job) else { return nil }
    return JobTurn(job: job, fence: fence, leases: self)
  }

  /// Whether there is nothing more to look at, because nobody else can have the data.
  package var isSettled: Bool { watch.withLock { $0.isSettled } }

  func fence(of job: Job) -> Int64? {
    watch.withLock { $0.fence(of: job, at: .now) }
  }

  func steps(after found: [JobLease], at now: ContinuousClock.Instant) -> [LeaseWatch.Step] {
    watch.withLock { $0.steps(after: found, at: now) }
  }

  func hold(_ leases: [JobLease], since begun: ContinuousClock.Instant) {
    watch.withLock { $0.hold(leases, since: begun) }
  }

  func letGo() {
    watch.withLock { $0.letGo() }
  }
}

/// A process's turn at a job, until another one takes it.
package struct JobTurn: Sendable {
  package let job: Job
  /// Another number is another turn.
  package let fence: Int64
  private let leases: JobLeases?

  init(job: Job, fence: Int64, leases: JobLeases?) {
    self.job = job
    self.fence = fence
    self.leases = leases
  }

  /// A turn that nobody can take away, for a program that alone has the data.
  package static func undisputed(_ job: Job) -> JobTurn { JobTurn(job: job, fence: 0, leases: nil) }

  /// Whether it lasts; to be asked right before anything that cannot be taken back. It may end while nothing here runs, as by a machine
  /// that stood still.
  package var stands: Bool {
    guard let leases else { return true }
    return leases.fence(of: job) == fence
  }

  /// In whose name it was taken; nil for one that needs no name.
  var holder: String? { leases?.holder }
}
