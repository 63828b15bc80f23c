package import Domain
import Logging
package import SQLEngine
import Stores

/// One kind of work that waits for its time: whether some is due, and doing it.
package struct PaymentRound: Sendable {
  /// For the log.
  package let name: String
  /// Looks, on a snapshot, whether anything is due; cheap, since it is asked every second.
  package let isDue: @Sendable (Transaction, Instant) throws -> Bool
  /// Does what is due, a bounded number at a time, and nothing more once the turn is lost.
  package let run: @Sendable (Shop, JobTurn) async throws -> Void

  package init(
    name: String, isDue: @escaping @Sendable (Transaction, Instant) throws -> Bool,
    run: @escaping @Sendable (Shop, JobTurn) async throws -> Void
  ) {
    self.name = name
    self.isDue = isDue
    self.run = run
  }
}

extension Shop {
  /// All that is finished by itself, though a server died, a provider was silent, or nobody came back.
  package static let paymentRounds: [PaymentRound] = [.openAttempts, .unplacedOrders, .providerEvents, .forgottenCards, .pendingRefunds]

  /// One round of the sweeper: everything about payments that is due now. Trouble with one kind keeps no other from being done.
  package func sweepPayments(in turn: JobTurn = .undisputed(.payments)) async throws {
    let now = clock()
    let due = try await database.read { tx in try Self.paymentRounds.filter { try $0.isDue(tx, now) } }
    for round in due {
      guard turn.stands else { return }
      do {
        try await round.run(self, turn)
      } catch {
        logger.warning("Payments met trouble; they are tried again.", metadata: ["what": "\(round.name)", "reason": "\(error)"])
      }
    }
  }
}

extension PaymentRound {
  /// Asks providers how open payments stand, and ends those whose page has ended.
  static let openAttempts = PaymentRound(name: "open payments") { tx, now in
    try !tx.paymentAttempts.due(at: now, limit: 1).isEmpty
  } run: { shop, turn in
    let now = shop.clock()
    let due = try await shop.database.read { tx in try tx.paymentAttempts.due(at: now) }
    // A provider may take its time; others need not wait for it.
    await withTaskGroup(of: Void.self) { group in
      for (index, id) in due.enumerated() {
        if index >= 8 { await group.next() }
        guard turn.stands else { break }
        group.addTask { await shop.lookAgain(at: id) }
      }
    }
  }

  /// Tries to place what is paid and could not be placed.
  static let unplacedOrders = PaymentRound(name: "paid orders") { tx, now in
    try !tx.paymentTasks.due(at: now, limit: 1).isEmpty
  } run: { shop, turn in
    let now = shop.clock()
    for task in try await shop.database.read({ tx in try tx.paymentTasks.due(at: now) }) where turn.stands {
      try await shop.placePaid(task)
    }
  }
}

extension Shop {
  /// How an open attempt stands; one whose page has ended is ended at the provider too. Whatever is in the way, it is tried again later.
  fileprivate func lookAgain(at id: ID<Payment>) async {
    do {
      let (attempt, _) = try await attempt(id)
      guard attempt.endsAt <= clock() else {
        try await settlePayment(id)
        return
      }
      // A payer may have been quicker than the end of the page, or still be at the bank.
      try await inTurn(of: attempt.orderID) {
        _ = try await settle(id)
        _ = try await end(id)
      }
    } catch let refusal as Refusal {
      if refusal.code == .gatewayUnavailable { await leaveLongSilent(id) }
      await postpone(id)
    } catch {
      logger.warning("A payment could not be looked at.", metadata: ["payment": "\(id)", "reason": "\(error)"])
      await postpone(id)
    }
  }

  /// A provider that cannot be asked for a day after the page's end keeps no order from being paid; should money turn up, it is taken then.
  private func leaveLongSilent(_ id: ID<Payment>) async {
    do {
      let (attempt, _) = try await attempt(id)
      guard attempt.state == .open, clock() > attempt.endsAt.adding(seconds: 86_400) else { return }
      _ = try await leave(attempt)
    } catch {
      logger.warning("A payment could not be put before a person.", metadata: ["payment": "\(id)", "reason": "\(error)"])
    }
  }

  private func postpone(_ id: ID<Payment>) async {
    let now = clock()
    // Where this fails the storage is in trouble; the next round asks at once.
    try? await write(by: .system) { work in
      guard let fresh = try work.tx.paymentAttempts.find(id), fresh.state == .open, fresh.nextLookAt <= now else { return }
      try work.waitLonger(fresh)
    }
  }

  /// Places what was paid before; the task ends by itself once it worked.
  fileprivate func placePaid(_ task: PaymentTask) async throws {
    do {
      try await write(by: .system) { work in try work.placePaid(task) }
    } catch is Refusal {
      try await write(by: .system) { work in
        try work.tx.paymentTasks.postpone(task.id, until: work.now.adding(seconds: UnitOfWork.placingPauseSeconds))
      }
    }
  }
}

extension UnitOfWork {
  /// Places an order that is paid, and ends the task that asks for it; what was placed or called off meanwhile needs nothing more.
  ///
  /// - Throws: what ``place(_:payingCash:)`` refuses.
  func placePaid(_ task: PaymentTask) throws {
    guard let id = task.orderID else { return }
    let before = try takeOrder(id)
    guard before.placedAt == nil, before.status != .canceled, before.amountCounted > 0 else {
      _ = try tx.paymentTasks.resolve(task.id, as: before.placedAt == nil ? .dismissed : .settled, by: nil, at: now)
      return
    }
    var order = before
    guard order.isPaidEnoughToPlace else {
      try tx.paymentTasks.postpone(task.id, until: now.adding(seconds: Self.placingPauseSeconds))
      return
    }
    try place(&order, payingCash: false)
    try order.closeIfSettled()
    try keep(&order, since: before, event: "order.placed")
    if order.isPaidInFull { try tell("order.paid", of: order) }
    _ = try tx.paymentTasks.resolve(task.id, as: .settled, by: nil, at: now)
  }
}
