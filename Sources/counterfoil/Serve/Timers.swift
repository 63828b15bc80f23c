import Domain
import Foundation
import Logging
import SQLEngine
import ServiceLifecycle
import Stores
import UseCases

/// What the shop does by itself while it serves: ends holds and reservations, reminds of what is due, forgets, settles the search. Of all
/// processes one at a time does so.
///
/// Each round looks first and writes only when something is due. A clock that jumps stops what goes by the clock for an hour.
struct Timers: Service {
  let opened: OpenData
  let reserve: ReserveFile
  let logger: Logger

  private static let secondsBetweenRounds = 5
  /// A round that comes so much earlier or later by the wall than by the monotonic clock means that somebody set the clock.
  private static let toleratedJumpMilliseconds: Int64 = 300_000

  func run() async throws {
    // The end of the sleep by cancellation is how this service is asked to stop.
    try? await cancelWhenGracefulShutdown {
      var state = State()
      while !Task.isCancelled {
        try await Task.sleep(for: .seconds(Self.secondsBetweenRounds))
        try await round(&state)
      }
    }
    if let failure = opened.database.failure {
      throw CommandFailure("\(Explanation.of(failure)) Nothing more is accepted; start the server again.")
    }
  }

  private struct State {
    var lastWall = Clock.now()
    var lastSteady = ContinuousClock.now
    var frozenUntil: ContinuousClock.Instant?
    var warnedOfDiskAt: ContinuousClock.Instant?
    /// When what is done once a minute was done last.
    var didMinutelyAt: ContinuousClock.Instant?
    /// The number of the turn in which old terms were dated.
    var datedTermsIn: Int64?
  }

  private func round(_ state: inout State) async throws {
    // The service ends, and with it the server: a disk that failed is only safe to use after it was opened again.
    if opened.database.failure != nil { throw CancellationError() }
    noticeClock(&state)
    if opened.place.storage.isOwnFile { reserve.settle(logger) }
    warnOfDisk(&state)
    guard let turn = opened.shop.leases.turn(of: .timers) else { return }
    do {
      try await round(&state, in: turn)
    } catch is TurnLost {
      // The process whose turn it is now goes on with it.
    } catch {
      logger.warning("A timer failed and will be tried again.", metadata: ["reason": "\(Explanation.of(error))"])
    }
  }

  /// What one process does for all.
  private func round(_ state: inout State, in turn: JobTurn) async throws {
    let isClockTrusted = state.frozenUntil == nil
    if isClockTrusted { try await expire(in: turn) }
    try await settleErasures(in: turn)
    if state.datedTermsIn != turn.fence {
      try await opened.shop.dateOldTerms()
      state.datedTermsIn = turn.fence
    }
    if state.didMinutelyAt.map({ .now - $0 >= .seconds(60) }) ?? true {
      if isClockTrusted { try await opened.shop.remindDue(in: turn) }
      if isClockTrusted { try await endShopping(in: turn) }
      try await tidy(in: turn)
      if isClockTrusted { _ = try await opened.shop.sealAudit() }
      state.didMinutelyAt = .now
    }
  }

  private func expire(in turn: JobTurn) async throws {
    let now = opened.shop.clock()
    let due = try await opened.database.read { tx in try tx.dueWork.find(at: now) }
    if due.holds { _ = try await opened.shop.write(in: turn) { work in try work.expireHolds() } }
    if due.reservations { _ = try await opened.shop.write(in: turn) { work in try work.expireReservations() } }
    if due.search {
      _ = try await opened.shop.write(in: turn) { work in
        for kind in SearchKind.allCases { try work.tx.search.settle(kind) }
      }
    }
  }

  /// Gives up what nobody paid in the online store, and forgets its old carts.
  private func endShopping(in turn: JobTurn) async throws {
    guard try await opened.shop.read(by: .system, { work in try work.hasExpiredShopping() }) else { return }
    _ = try await opened.shop.write(in: turn) { work in try work.expireShopping() }
  }

  private func tidy(in turn: JobTurn) async throws {
    let now = opened.shop.clock()
    let isDue = try await opened.database.read { tx in try tx.dueWork.hasOldRows(at: now) }
    guard isDue else { return }
    try await opened.shop.write(in: turn) { work in
      try work.tx.idempotency.forget(before: work.now.adding(seconds: -DueWork.idempotencySeconds))
      try work.tx.approvals.removeExpired(at: work.now)
      try work.tx.webSessions.removeExpired(at: work.now)
      try work.tx.signInBudgets.removeQuiet(since: work.now.adding(seconds: -DueWork.budgetSeconds))
      try work.tx.messages.forgetBudgets(before: MessageBudget.day(of: work.now))
      try work.tx.webhookDeliveries.forgetDelivered(before: work.now.adding(seconds: -DueWork.deliverySeconds))
      try work.tx.providerEvents.forgetSettled(before: work.now.adding(seconds: -DueWork.deliverySeconds))
      try work.tx.channelEvents.forgetSettled(before: work.now.adding(seconds: -DueWork.deliverySeconds))
    }
  }

  /// Finishes what erasing a person began: nothing of them is left in the search index or in the log of the database, and the list by
  /// which a restored backup forgets them again is complete (P25). What a reader keeps from being finished is tried again.
  private func settleErasures(in turn: JobTurn) async throws {
    guard try await opened.database.read({ tx in try tx.erasures.isUnsettled() }) else { return }
    let moment = try await opened.shop.write(in: turn) { work in try work.compactErasedSearch() }
    try ErasureList.write(try await opened.shop.read(by: .system) { work in try work.listErasures() }, in: opened.place.folder)
    guard try await opened.database.purge(PersonalData.columns.keys.sorted()) else { return }
    try await opened.shop.write(in: turn) { work in try work.settleErasures(until: moment) }
    logger.info("Erased what was known of somebody.")
  }

  private func noticeClock(_ state: inout State) {
    let wall = Clock.now()
    let steady = ContinuousClock.now
    let (seconds, attoseconds) = (steady - state.lastSteady).components
    let expected = state.lastWall.adding(seconds: seconds).milliseconds.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
    let jump = wall.milliseconds.subtractingReportingOverflow(expected.partialValue).partialValue
    if jump.magnitude > Self.toleratedJumpMilliseconds.magnitude {
      state.frozenUntil = steady + .seconds(3600)
      logger.warning("The clock was set. Nothing expires for an hour.", metadata: ["seconds": "\(jump / 1000)"])
    }
    if let until = state.frozenUntil, steady >= until { state.frozenUntil = nil }
    state.lastWall = wall
    state.lastSteady = steady
  }

  private func warnOfDisk(_ state: inout State) {
    guard opened.place.storage.isOwnFile, let space = DataFolder.space(at: opened.place.folder.path), space.free < DataFolder.leastSpace
    else {
      state.warnedOfDiskAt = nil
      return
    }
    if let last = state.warnedOfDiskAt, ContinuousClock.now - last < .seconds(3600) { return }
    state.warnedOfDiskAt = ContinuousClock.now
    logger.warning("The disk is running full; when it is, nothing can be sold.", metadata: ["free_mib": "\(space.free / 1_048_576)"])
  }
}
