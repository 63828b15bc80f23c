import Domain
import Foundation
import Logging
import SQLEngine
import SQLiteEngine
import ServiceLifecycle
import Stores
import UseCases

/// What the shop does by itself while it serves: ends holds and reservations, reminds of what is due, forgets, settles the search, copies
/// itself once a day.
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
    var triedBackupAt: ContinuousClock.Instant?
    var round = 0
  }

  private func round(_ state: inout State) async throws {
    // The service ends, and with it the server: a disk that failed is only safe to use after it was opened again.
    if opened.database.failure != nil { throw CancellationError() }
    state.round = state.round &+ 1
    noticeClock(&state)
    do {
      if state.frozenUntil == nil { try await expire() }
      try await settleErasures()
      if state.round == 1 { try await opened.shop.dateOldTerms() }
      if state.frozenUntil == nil, state.round % 12 == 1 { try await opened.shop.remindDue() }
      if state.frozenUntil == nil, state.round % 12 == 1 { try await endShopping() }
      if state.round % 12 == 1 { try await tidy() }
      if state.round % 12 == 1, state.frozenUntil == nil { _ = try await opened.shop.sealAudit() }
      reserve.settle(logger)
      warnOfDisk(&state)
      try await backUp(&state)
    } catch {
      logger.warning("A timer failed and will be tried again.", metadata: ["reason": "\(Explanation.of(error))"])
    }
  }

  private func expire() async throws {
    let now = opened.shop.clock()
    let due = try await opened.database.read { tx in try tx.dueWork.find(at: now) }
    if due.holds { _ = try await opened.shop.write(by: .system) { work in try work.expireHolds() } }
    if due.reservations { _ = try await opened.shop.write(by: .system) { work in try work.expireReservations() } }
    if due.search {
      _ = try await opened.shop.write(by: .system) { work in
        for kind in SearchKind.allCases { try work.tx.search.settle(kind) }
      }
    }
  }

  /// Gives up what nobody paid in the online store, and forgets its old carts.
  private func endShopping() async throws {
    guard try await opened.shop.read(by: .system, { work in try work.hasExpiredShopping() }) else { return }
    _ = try await opened.shop.write(by: .system) { work in try work.expireShopping() }
  }

  private func tidy() async throws {
    let now = opened.shop.clock()
    let isDue = try await opened.database.read { tx in try tx.dueWork.hasOldRows(at: now) }
    guard isDue else { return }
    try await opened.shop.write(by: .system) { work in
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
  private func settleErasures() async throws {
    guard try await opened.database.read({ tx in try tx.erasures.isUnsettled() }) else { return }
    let moment = try await opened.shop.write(by: .system) { work in try work.compactErasedSearch() }
    try ErasureList.write(try await opened.shop.read(by: .system) { work in try work.listErasures() }, in: opened.place.folder)
    guard try await opened.database.checkpoint() else { return }
    try await opened.shop.write(by: .system) { work in try work.settleErasures(until: moment) }
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
    guard let space = DataFolder.space(at: opened.place.folder.path), space.free < DataFolder.leastSpace else {
      state.warnedOfDiskAt = nil
      return
    }
    if let last = state.warnedOfDiskAt, ContinuousClock.now - last < .seconds(3600) { return }
    state.warnedOfDiskAt = ContinuousClock.now
    logger.warning("The disk is running full; when it is, nothing can be sold.", metadata: ["free_mib": "\(space.free / 1_048_576)"])
  }

  /// Once a day by UTC, the last seven kept; one that failed is tried again after a quarter of an hour.
  private func backUp(_ state: inout State) async throws {
    if let last = state.triedBackupAt, ContinuousClock.now - last < .seconds(900) { return }
    let folder = opened.place.folder.backupsPath
    let today = String(Clock.now().text.prefix(10).filter { $0 != "-" })
    let existing = Backup.list(in: folder, named: "daily")
    if existing.last?.hasPrefix("\(folder)/daily-\(today)") == true { return }
    guard try await opened.database.read({ tx in try tx.settings.find() }) != nil else { return }
    state.triedBackupAt = ContinuousClock.now
    let made = try await Backup(of: opened.database, at: opened.place).make(in: folder, named: "daily")
    for old in Backup.list(in: folder, named: "daily").dropLast(7) { try FileManager.default.removeItem(atPath: old) }
    logger.info("The day's backup was made.", metadata: ["backup": "\(made)"])
  }
}
