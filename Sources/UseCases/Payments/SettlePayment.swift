package import Domain
import Logging
import SQLEngine
import Stores

/// Asking a provider how a payment stands, and concluding it: the only way in which a provider's money reaches an order.
extension Shop {
  /// Asks the provider how a payment stands and writes down what became of it. Called by the return page, webhooks, the sweeper and staff,
  /// as often as anybody likes: what is decided stays decided.
  ///
  /// - Parameter session: the provider's page, where whoever calls knows it and we may have missed it.
  /// - Throws: ``RefusalCode/notFound``, ``RefusalCode/gatewayUnavailable`` while the provider cannot be asked; nothing is lost by it.
  @discardableResult
  package func settlePayment(_ id: ID<Payment>, session: String? = nil) async throws -> Order {
    let (attempt, _) = try await attempt(id)
    return try await inTurn(of: attempt.orderID) { try await settle(id, session: session) }
  }

  /// The same, in turn already.
  func settle(_ id: ID<Payment>, session: String? = nil) async throws -> Order {
    var (attempt, order) = try await attempt(id)
    switch attempt.state {
    case .settled, .surplus, .review: return order
    case .open, .failed, .canceled: break
    }
    attempt.session = attempt.session ?? session
    switch attempt.way {
    case .page where attempt.session == nil: return try await settleUnopened(attempt, order)
    case .savedMethod where attempt.providerPayment == nil && attempt.state == .open: return try await charge(attempt)
    case .savedMethod where attempt.providerPayment == nil: return order
    case .page, .savedMethod: break
    }
    do {
      return try await conclude(attempt, try await gateway(of: attempt).look(at: attempt))
    } catch let failure as GatewayFailure {
      return try await wait(attempt, after: failure)
    }
  }

  /// Writes down what a provider said. Where the order cannot be placed although it is paid, the money stays, and a task is written.
  func conclude(_ attempt: PaymentAttempt, _ word: ProviderPayment) async throws -> Order {
    do {
      return try await write(by: .system) { work in
        let order = try work.finalize(attempt, word: word)
        guard !word.refunds.isEmpty else { return order }
        try work.takeWord(word, of: attempt)
        return try work.takeOrder(order.id)
      }
    } catch let refusal as Refusal where attempt.judge(word) == .captured {
      return try await conclude(attempt, word, refusal)
    } catch EngineError.constraint(let kind, let what) where attempt.judge(word) == .captured {
      logger.error("A paid order ran into a rule of the storage.", metadata: ["constraint": "\(kind) \(what)"])
      return try await conclude(attempt, word, Refusal(.conflict, "The order could not be placed as it is stored."))
    }
  }

  private func conclude(_ attempt: PaymentAttempt, _ word: ProviderPayment, _ refusal: Refusal) async throws -> Order {
    logger.warning(
      "An order is paid but cannot be placed.", metadata: ["order": "\(attempt.orderID)", "reason": "\(refusal.code.rawValue)"])
    return try await write(by: .system) { work in try work.finalize(attempt, word: word, unplaceable: refusal) }
  }

  /// An attempt, and its order.
  func attempt(_ id: ID<Payment>) async throws -> (PaymentAttempt, Order) {
    try await read(by: .system) { work in
      guard let attempt = try work.tx.paymentAttempts.find(id) else { throw Refusal.notFound("payment") }
      return (attempt, try work.findOrder(attempt.orderID))
    }
  }

  /// Who began an attempt.
  func gateway(of attempt: PaymentAttempt) async throws -> any PaymentGateway {
    guard let gateway = try await gateways(self).first(where: { $0.account == attempt.account }) else {
      throw Refusal.gatewayUnavailable("The account that this payment was begun with is not set up any more. Set it up again to go on.")
    }
    return gateway
  }

  /// A page whose address never reached us was shown to nobody, so nobody paid on it: after a while the attempt ends here.
  private func settleUnopened(_ attempt: PaymentAttempt, _ order: Order) async throws -> Order {
    guard attempt.state == .open, clock() >= attempt.createdAt.adding(seconds: 60) else { return order }
    return try await write(by: .system) { work in
      try work.giveUp(
        attempt, PaymentOutcome(.canceled, failure: "The provider's page could not be opened."), of: try work.takeOrder(attempt.orderID))
    }
  }

  /// The provider could not be asked, or does not know the payment. What it does not know an hour after its end was never paid.
  private func wait(_ attempt: PaymentAttempt, after failure: GatewayFailure) async throws -> Order {
    logger.warning("A payment could not be looked at.", metadata: ["payment": "\(attempt.paymentID)", "reason": "\(failure)"])
    if case .refused(_, let reason) = failure, attempt.state == .open, clock() > attempt.endsAt.adding(seconds: 3600) {
      return try await write(by: .system) { work in
        try work.giveUp(attempt, PaymentOutcome(.failed, failure: reason), of: try work.takeOrder(attempt.orderID))
      }
    }
    try await write(by: .system) { work in
      guard let fresh = try work.tx.paymentAttempts.find(attempt.paymentID), fresh.state == .open else { return }
      try work.waitLonger(fresh)
    }
    throw Refusal.gatewayUnavailable("The payment provider cannot be asked right now. It is asked again by itself.")
  }
}

extension Refusal {
  /// 409 while whoever takes payments cannot be asked: what happened, and what to do.
  static func gatewayUnavailable(_ words: String) -> Refusal { Refusal(.gatewayUnavailable, words) }
}
