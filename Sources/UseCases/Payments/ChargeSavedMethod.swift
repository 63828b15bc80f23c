package import Domain
import Logging
import SQLEngine
import Stores

extension Shop {
  /// Charges a card that the provider keeps for the order's customer. What the bank declines is a failed payment of the order, with words.
  ///
  /// - Throws: as ``startPayment(_:by:_:)`` does; `validationFailed` for a card that is not this customer's.
  package func chargeSavedMethod(_ id: ID<Order>, by principal: Principal, _ request: SavedCharge) async throws -> Order {
    let wish = PaymentWish(
      way: .savedMethod(request.methodID), origin: .staff, amount: request.amount, expectedTotal: request.expectedTotal, revision: nil,
      requestKey: request.requestKey)
    return try await running.run(request.requestKey?.key) { try await charge(id, by: principal, wish, request.methodID) }
  }

  private func charge(_ id: ID<Order>, by principal: Principal, _ wish: PaymentWish, _ methodID: ID<SavedMethod>) async throws -> Order {
    try await inTurn(of: id) {
      let method = try await read(by: principal) { work in
        try work.principal.require(.chargeCard)
        return try work.savedMethod(methodID, of: try work.findOrder(id))
      }
      let (order, attempt) = try await begin(id, by: principal, wish, at: method.account)
      guard attempt.state == .open else { return order }
      return attempt.providerPayment == nil ? try await charge(attempt) : try await settle(attempt.paymentID)
    }
  }

  /// Asks for the money; asked again with the same key, the provider takes nothing twice. In turn already.
  func charge(_ attempt: PaymentAttempt) async throws -> Order {
    // Providers forget keys after a day: what nobody knew by then is not asked for again, but decided by a person.
    guard clock() < attempt.createdAt.adding(seconds: 12 * 3600) else { return try await leave(attempt) }
    let (order, method) = try await read(by: .system) { work in
      let order = try work.findOrder(attempt.orderID)
      guard case .savedMethod(let id) = attempt.way else { throw Refusal.notFound("card") }
      return (order, try work.savedMethod(id, of: order))
    }
    let shopName = try await read(by: .system) { work in try work.tx.settings.current().shopName }
    do {
      let gateway = try await gateway(of: attempt)
      let known = try await database.read { tx in try tx.providerCustomers.name(of: method.customerID, in: method.account) }
      guard let customer = known else { throw GatewayFailure.unavailable("The provider does not know this customer.") }
      let word = try await gateway.charge(
        GatewayCharge(
          attempt: attempt, providerCustomer: customer, providerMethod: method.providerMethod,
          title: "\(shopName), \(order.shownNumber)"))
      return try await conclude(attempt, word)
    } catch let failure as GatewayFailure {
      return try await settle(attempt, after: failure)
    }
  }

  private func settle(_ attempt: PaymentAttempt, after failure: GatewayFailure) async throws -> Order {
    logger.warning("A card could not be charged.", metadata: ["payment": "\(attempt.paymentID)", "reason": "\(failure)"])
    switch failure {
    case .refused(_, let reason):
      return try await write(by: .system) { work in
        try work.giveUp(attempt, PaymentOutcome(.failed, failure: reason), of: try work.takeOrder(attempt.orderID))
      }
    case .unavailable(let reason):
      _ = try await write(by: .system) { work in
        var outcome = PaymentOutcome(.failed, failure: reason)
        outcome.forgetsRequest = true
        return try work.giveUp(attempt, outcome, of: try work.takeOrder(attempt.orderID))
      }
      throw Refusal.gatewayUnavailable("The card could not be charged: the provider cannot be reached. Nothing was taken. Try again.")
    case .unknown:
      return try await write(by: .system) { work in
        try work.waitLonger(attempt)
        return try work.takeOrder(attempt.orderID)
      }
    }
  }

  /// Gives a payment that nobody knows the end of to a person.
  func leave(_ attempt: PaymentAttempt) async throws -> Order {
    let words = "The provider never said what became of this payment. Look there, then decide."
    return try await write(by: .system) { work in
      let order = try work.giveUp(attempt, PaymentOutcome(.failed, failure: words), of: try work.takeOrder(attempt.orderID))
      try work.raise(
        .mismatch, of: order, payment: attempt.paymentID, amount: attempt.amount, detail: words,
        dedupKey: "unknown:\(attempt.paymentID)")
      return order
    }
  }
}

extension UnitOfWork {
  /// A card that may be charged for the order.
  ///
  /// - Throws: `validationFailed` for one that is unknown, removed, or another customer's: all alike, so that an id tells nothing.
  func savedMethod(_ id: ID<SavedMethod>, of order: Order) throws -> SavedMethod {
    guard let customerID = order.customerID, let method = try tx.savedMethods.find(id), method.customerID == customerID else {
      throw Refusal.invalid("payment_method_id", "unknown", "The customer of this order has no such card.")
    }
    return method
  }
}
