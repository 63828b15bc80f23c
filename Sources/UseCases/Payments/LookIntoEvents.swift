import Domain
import Logging
import SQLEngine
import Stores

extension PaymentRound {
  /// Looks into what providers told us.
  static let providerEvents = PaymentRound(name: "provider events") { tx, now in
    try tx.providerEvents.nextDue().map { $0 <= now } ?? false
  } run: { shop, turn in
    // One that takes its time, or fails, keeps no other from being looked into (WHI-09).
    await withDiscardingTaskGroup { group in
      for _ in 0..<4 { group.addTask { await shop.lookIntoEvents(in: turn) } }
    }
  }
}

extension Shop {
  /// Until somebody else may take an event whose worker was not heard of again.
  private static let leaseSeconds: Int64 = 120
  private static let mostOfOneRound = 50

  fileprivate func lookIntoEvents(in turn: JobTurn) async {
    for _ in 0..<Self.mostOfOneRound {
      do {
        let taken = try await write(in: turn) { work in
          try work.tx.providerEvents.takeDue(until: work.now.adding(seconds: Self.leaseSeconds), at: work.now)
        }
        guard let event = taken else { return }
        await lookInto(event)
      } catch is TurnLost {
        return
      } catch {
        logger.warning("What providers told us could not be read; it is tried again.", metadata: ["reason": "\(error)"])
        return
      }
    }
  }

  private func lookInto(_ event: ProviderEvent) async {
    let now = clock()
    var settled = event
    do {
      switch try await follow(event) {
      case .done: settled.state = .done
      case .notOurs: settled.state = .ignored
      case .notFound: settled.meet(event.afterNotFound(at: now), givenUpAs: .ignored, "There is no such payment here.")
      }
    } catch {
      let reason = (error as? Refusal)?.detail ?? "\(error)"
      settled.meet(event.afterTrouble(at: now), givenUpAs: .dead, String(reason.prefix(500)))
    }
    let outcome = settled
    do {
      try await write(by: .system) { work in
        try work.tx.providerEvents.settle(event, as: outcome.state, next: outcome.nextAttemptAt, error: outcome.lastError)
      }
    } catch {
      // Its lease ends, and it is looked into again.
      logger.warning("What became of an event could not be written down.", metadata: ["event": "\(event.eventID)", "reason": "\(error)"])
    }
  }

  private enum Followed {
    case done, notOurs
    /// It may be ours all the same: an answer of ours may not be written down yet (WHI-08).
    case notFound
  }

  /// Asks the provider about what an event names; what the event says of it counts for nothing.
  private func follow(_ event: ProviderEvent) async throws -> Followed {
    switch event.subject {
    case nil: return .notOurs
    case .card: return try await learnCards(of: event.objectID, at: event.provider) ? .done : .notOurs
    case .payment where event.objectID.hasPrefix("cus_"):
      return try await learnCards(of: event.objectID, at: event.provider) ? .done : .notOurs
    case .dispute: return try await followDispute(event)
    case .payment, .refund: break
    }
    let attempt = try await read(by: .system) { work in
      if let id = event.paymentID, let named = try work.tx.paymentAttempts.find(id), named.account.provider == event.provider {
        return Optional(named)
      }
      return try work.tx.paymentAttempts.find(provider: event.provider, name: event.objectID)
    }
    guard let attempt else { return event.subject == .payment && event.paymentID == nil ? .notOurs : .notFound }
    let order = try await settlePayment(attempt.paymentID, session: event.objectID.hasPrefix("cs_") ? event.objectID : nil)
    if event.subject == .refund { try await settleRefunds(of: attempt.paymentID) }
    if let customer = order.customerID { await learnAwaitedCards(of: customer) }
    return .done
  }

  private func followDispute(_ event: ProviderEvent) async throws -> Followed {
    guard let gateway = try await gateways(self).first(where: { $0.account.provider == event.provider }) else { return .notOurs }
    let word: ProviderDispute
    do {
      word = try await gateway.dispute(named: event.objectID)
    } catch {
      throw Refusal(after: error, field: "dispute")
    }
    let attempt = try await read(by: .system) { work in try work.tx.paymentAttempts.find(provider: event.provider, name: word.payment) }
    guard let attempt else { return .notFound }
    // The payment comes first, or what was lost could not be counted against it.
    try await settlePayment(attempt.paymentID)
    return try await write(by: .system) { work in try work.takeDispute(word) } ? .done : .notOurs
  }
}

extension ProviderEvent {
  fileprivate mutating func meet(_ next: Next, givenUpAs end: State, _ reason: String) {
    lastError = reason
    switch next {
    case .again(let moment): nextAttemptAt = moment
    case .givenUp: state = end
    }
  }
}
