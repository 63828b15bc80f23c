package import Domain
import Logging
import Stores

/// Refunds that a provider has to give back: written down first, asked for outside any transaction, then settled (P9, REF-08).
extension Shop {
  /// Gives money back, as ``UnitOfWork/refundOrder(_:_:through:)`` says, and asks the providers concerned. What a provider does not
  /// answer stays pending, and the sweeper asks again.
  ///
  /// - Returns: the order as it is then.
  /// - Throws: ``RefusalCode/idempotencyInProgress`` while the same request runs, and what the verb refuses.
  package func refundOrder(_ id: ID<Order>, by principal: Principal, _ request: RefundRequest) async throws -> Order {
    try await running.run(request.requestKey?.key) {
      let gateways = try await gateways(self)
      let accounts = gateways.map(\.account)
      _ = try await write(by: principal) { try $0.refundOrder(id, request, through: accounts) }
      return try await pursueRefunds(of: id, by: principal, gateways)
    }
  }

  /// Calls an order off, as ``UnitOfWork/cancelOrder(_:reason:restock:through:)`` says, and asks the providers concerned for the money.
  package func cancelOrder(_ id: ID<Order>, by principal: Principal, _ request: CancelRequest) async throws -> Order {
    try await running.run(request.requestKey?.key) {
      let gateways = try await gateways(self)
      let accounts = gateways.map(\.account)
      _ = try await write(by: principal) { try $0.cancelOrder(id, request, through: accounts) }
      return try await pursueRefunds(of: id, by: principal, gateways)
    }
  }

  /// Asks about every pending refund whose time has come, a bounded number at a time. Trouble with one keeps no other from being asked for.
  fileprivate func sweepRefunds(in turn: JobTurn) async throws {
    let gateways = try await gateways(self)
    let due = try await read(by: .system) { work in try work.tx.refunds.due(at: work.now, limit: 50) }
    for pending in due where turn.stands {
      do {
        try await pursue(pending, by: .system, gateways, isFirst: false)
      } catch {
        logger.warning("A refund met trouble; it is tried again.", metadata: ["refund": "\(pending.refund.id)", "reason": "\(error)"])
        try await postpone(pending, "It could not be written down.")
      }
    }
  }

  /// Looks at the books of the provider of one payment, and takes over what was given back there; for events, which only say that there is
  /// something to look at.
  ///
  /// - Throws: ``RefusalCode/gatewayUnavailable`` while it cannot be asked; nothing is lost by it.
  package func settleRefunds(of id: ID<Payment>) async throws {
    let (attempt, _) = try await attempt(id)
    do {
      let word = try await gateway(of: attempt).look(at: attempt)
      try await write(by: .system) { try $0.takeWord(word, of: attempt) }
    } catch let failure as GatewayFailure {
      logger.warning("Refunds could not be looked at.", metadata: ["payment": "\(id)", "reason": "\(failure)"])
      throw Refusal.gatewayUnavailable("The payment provider cannot be asked right now. Ask again in a moment.")
    }
  }

  /// Whose refunds can be asked for right now.
  package func refundAccounts() async throws -> [ProviderAccount] { try await gateways(self).map(\.account) }

  /// Asks the providers concerned for what was written down for an order. What cannot be asked for now stays pending, and the sweeper asks.
  package func askForRefunds(of id: ID<Order>, by principal: Principal) async {
    do {
      let pending = try await read(by: principal) { work in try work.tx.refunds.pending(of: id) }
      if !pending.isEmpty { _ = try await pursueRefunds(of: id, by: principal, try await gateways(self)) }
    } catch {
      logger.warning("Refunds of an order are asked for later.", metadata: ["order": "\(id)", "reason": "\(error)"])
    }
  }

  /// Asks for what was written down for one order and not asked for yet.
  private func pursueRefunds(of id: ID<Order>, by principal: Principal, _ gateways: [any PaymentGateway]) async throws -> Order {
    let waiting = try await read(by: principal) { work in try work.tx.refunds.pending(of: id) }
    for pending in waiting {
      let isFresh = pending.looks == 0 && clock() < pending.refund.createdAt.adding(seconds: RefundPace.lease)
      try await pursue(pending, by: principal, gateways, isFirst: isFresh)
    }
    return try await read(by: principal) { try $0.findOrder(id) }
  }

  /// Asks one provider for one refund.
  ///
  /// Asking again carries the same key. A provider forgets keys after a while, so it is looked at first what it has done already.
  private func pursue(
    _ pending: PendingRefund, by principal: Principal, _ gateways: [any PaymentGateway], isFirst: Bool
  ) async throws {
    let found = try await read(by: .system) { work in try pending.refund.paymentID.flatMap { try work.tx.paymentAttempts.find($0) } }
    guard let attempt = found, let providerPayment = attempt.providerPayment,
      let gateway = gateways.first(where: { $0.account == attempt.account })
    else { return try await postpone(pending, "The provider that took the money is not set up.") }
    do {
      if !isFirst {
        let word = try await gateway.look(at: attempt)
        let isKnown = try await write(by: .system) { work in try work.isSettled(pending, by: word, of: attempt) }
        if isKnown { return }
      }
      let money = Money(minorUnits: pending.refund.amount, currency: attempt.amount.currency)
      let answer = try await gateway.refund(
        GatewayRefund(
          refundID: pending.refund.id, paymentID: attempt.paymentID, providerPayment: providerPayment, amount: money))
      try await write(by: principal) { try $0.take(answer, for: pending.refund.id, of: pending.orderID) }
    } catch let failure as GatewayFailure {
      switch failure {
      case .refused(_, let reason): try await giveUp(pending, reason, of: attempt, by: principal, gateway)
      case .unknown(let reason), .unavailable(let reason): try await postpone(pending, reason)
      }
    }
  }

  /// A refusal often means that the money went back already, on the provider's own pages; so its books are looked at.
  private func giveUp(
    _ pending: PendingRefund, _ reason: String, of attempt: PaymentAttempt, by principal: Principal, _ gateway: any PaymentGateway
  ) async throws {
    // Without an answer the refund is given up all the same; what went back elsewhere is learnt at the next look.
    let word = try? await gateway.look(at: attempt)
    try await write(by: principal) { work in
      if let word, try work.isSettled(pending, by: word, of: attempt) { return }
      try work.giveUp(pending.refund.id, of: pending.orderID, because: reason)
      if let word { try work.takeWord(word, of: attempt) }
    }
  }

  private func postpone(_ pending: PendingRefund, _ reason: String) async throws {
    try await write(by: .system) { try $0.postpone(pending, because: reason) }
  }
}

extension PaymentRound {
  /// Asks providers for the refunds that nobody knows about yet.
  static let pendingRefunds = PaymentRound(name: "pending refunds") { tx, now in
    try !tx.refunds.due(at: now, limit: 1).isEmpty
  } run: { shop, turn in
    try await shop.sweepRefunds(in: turn)
  }
}

extension UnitOfWork {
  /// Takes a provider's books over and says whether they know this refund: then it need not be asked for.
  fileprivate func isSettled(_ pending: PendingRefund, by word: ProviderPayment, of attempt: PaymentAttempt) throws -> Bool {
    try takeWord(word, of: attempt)
    guard let still = try tx.refunds.findPending(pending.refund.id) else { return true }
    guard still.refund.providerRefund != nil else { return false }
    try postpone(still, because: "The provider is at it.")
    return true
  }
}
