import Domain
import Logging
import SQLEngine
import Stores

extension PaymentRound {
  /// Makes providers forget cards that were removed and customers who were erased.
  static let forgottenCards = PaymentRound(name: "cards to forget") { tx, now in
    try tx.providerCustomers.hasToForget(at: now)
  } run: { shop, turn in
    while turn.stands, try await shop.forgetNextCard() {}
    while turn.stands, try await shop.forgetNextCustomer() {}
  }
}

extension Shop {
  /// Asks a provider to forget a card that was just removed; what does not work now is tried again by itself.
  package func forgetCards() async {
    do {
      try await PaymentRound.forgottenCards.run(self, .undisputed(.payments))
    } catch {
      logger.warning("A provider could not be asked to forget a card; it will be.", metadata: ["reason": "\(error)"])
    }
  }

  fileprivate func forgetNextCard() async throws -> Bool {
    let taken = try await write(by: .system) { work in
      try work.tx.savedMethods.takeToForget(next: work.now.adding(seconds: 300), at: work.now)
    }
    guard let (method, tries) = taken else { return false }
    let isForgotten = await ask(method.account) { gateway throws(GatewayFailure) in try await gateway.forget(method.providerMethod) }
    try await write(by: .system) { work in
      if isForgotten {
        try work.tx.savedMethods.forget(method.id)
      } else {
        try work.tx.savedMethods.postpone(method.id, until: work.now.adding(seconds: Self.pause(after: tries)))
      }
    }
    return true
  }

  fileprivate func forgetNextCustomer() async throws -> Bool {
    let taken = try await write(by: .system) { work in
      try work.tx.providerCustomers.takeToForget(next: work.now.adding(seconds: 300), at: work.now)
    }
    guard let customer = taken else { return false }
    let isForgotten = await ask(customer.account) { gateway throws(GatewayFailure) in try await gateway.forgetCustomer(customer.name) }
    try await write(by: .system) { work in
      if isForgotten {
        try work.tx.providerCustomers.forget(customer)
      } else {
        try work.tx.providerCustomers.postpone(customer, until: work.now.adding(seconds: Self.pause(after: customer.forgetTries)))
      }
    }
    return true
  }

  /// False where the account is not set up any more, or its provider did not listen.
  private func ask(
    _ account: ProviderAccount, _ wish: @Sendable (any PaymentGateway) async throws(GatewayFailure) -> Void
  ) async -> Bool {
    do {
      guard let gateway = try await gateways(self).first(where: { $0.account == account }) else { return false }
      try await wish(gateway)
      return true
    } catch {
      logger.warning("A provider did not forget what it should.", metadata: ["reason": "\(error)"])
      return false
    }
  }

  /// Five seconds, doubling up to a day.
  private static func pause(after tries: Int64) -> Int64 {
    min(86_400, 5 << min(max(tries - 1, 0), 15))
  }
}
