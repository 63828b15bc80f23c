import Domain
import SQLEngine
import Stores

/// A job went to another process; what it was doing goes on there.
package struct TurnLost: Error {
  package init() {}
}

extension Shop {
  /// One look at the leases: takes what is free, follows who died, says that this process is still there. Writes only when there is reason.
  package func keepLeases() async throws {
    let found = try await database.read { tx in try tx.leases.list() }
    // Only now: a beat counts as seen no sooner than it was.
    let steps = leases.steps(after: found, at: .now)
    guard !steps.isEmpty else { return }
    let holder = leases.holder
    // What counts is from when on the others may wait: from before the beat can be seen.
    let begun = ContinuousClock.now
    let held = try await database.write { tx in
      try steps.flatMap { step -> [JobLease] in
        switch step {
        case .take(let job, let seen): try tx.leases.take(job, from: seen, for: holder).map { [$0] } ?? []
        case .beat: try tx.leases.beat(holder)
        }
      }
    }
    leases.hold(held, since: begun)
  }

  /// Hands the jobs over at once, after this process has stopped doing them.
  package func giveUpLeases() async throws {
    leases.letGo()
    guard leases.terms.lifetime != nil else { return }
    let holder = leases.holder
    try await database.write { tx in try tx.leases.giveUp(holder) }
  }

  /// Writes for the shop itself as long as a turn lasts; the database's order of writes decides whether it does.
  ///
  /// - Throws: ``TurnLost`` where another process has taken the job.
  package func write<Result: Sendable>(
    in turn: JobTurn, _ body: @escaping @Sendable (UnitOfWork) throws -> Result
  ) async throws -> Result {
    guard turn.stands else { throw TurnLost() }
    return try await write(by: .system) { work in
      if let holder = turn.holder, try !work.tx.leases.isHeld(turn.job, by: holder, fence: turn.fence) { throw TurnLost() }
      return try body(work)
    }
  }
}
