package import Domain
import Logging
import SQLEngine
import Stores

extension Shop {
  /// Ends a payment that nobody has paid: at the provider first, then here. One that is over stays as it is.
  ///
  /// - Throws: ``RefusalCode/alreadyPaid`` where it was too late (the money is written down), ``RefusalCode/conflict`` for one that can only
  ///   succeed or fail by itself, ``RefusalCode/gatewayUnavailable``.
  @discardableResult
  package func cancelPayment(_ id: ID<Payment>, by principal: Principal = .system) async throws -> Order {
    let order = try await read(by: principal) { work in
      try work.principal.require(.takePayment)
      guard let order = try work.tx.payments.order(of: id) else { throw Refusal.notFound("payment") }
      return try work.findOrder(order)
    }
    return try await inTurn(of: order.id) { try await end(id) }
  }

  /// Runs verbs on an order; where one of them is kept from it by a payer who is at a provider, that payment is ended there first.
  ///
  /// - Throws: ``RefusalCode/alreadyPaid`` where the payer was quicker, ``RefusalCode/conflict`` where the payment cannot be ended.
  package func endingPayments<Result: Sendable>(of id: ID<Order>, _ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let refusal as Refusal where refusal.isPaymentUnderWay {
      try await inTurn(of: id) {
        let open = try await database.read { tx in try tx.paymentAttempts.open(of: id) }
        if let open { _ = try await end(open.paymentID) }
      }
      return try await body()
    }
  }

  /// Takes a sent order back to be changed (T6), after ending a page that is open for it.
  package func revertToDraft(_ id: ID<Order>, by principal: Principal) async throws -> Order {
    try await endingPayments(of: id) { try await write(by: principal) { work in try work.revertToDraft(id) } }
  }

  /// Ends an attempt at its provider and here; in turn already.
  func end(_ id: ID<Payment>) async throws -> Order {
    let (attempt, order) = try await attempt(id)
    guard attempt.state == .open else { return order }
    if attempt.way == .page, attempt.session == nil {
      return try await write(by: .system) { work in
        try work.giveUp(attempt, PaymentOutcome(.canceled), of: try work.takeOrder(attempt.orderID))
      }
    }
    // A charge whose answer was lost may have been made: only looking again can tell.
    guard attempt.way == .page || attempt.providerPayment != nil else { throw Refusal.paymentUnderWay(order.shownNumber) }
    let word: ProviderPayment
    do {
      word = try await gateway(of: attempt).cancel(attempt)
    } catch let failure as GatewayFailure {
      logger.warning("A payment could not be canceled.", metadata: ["payment": "\(id)", "reason": "\(failure)"])
      throw Refusal.paymentUnderWay(order.shownNumber)
    }
    let after = try await conclude(attempt, word)
    switch attempt.judge(word) {
    case .failed, .canceled: return after
    case .wait: throw Refusal.paymentUnderWay(order.shownNumber)
    case .captured, .review:
      throw Refusal(.alreadyPaid, "Order \(after.shownNumber) has just been paid by card. Look at it again.")
    }
  }
}
