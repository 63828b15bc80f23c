import Domain
import Logging
import SQLEngine
import Stores

extension Shop {
  /// Asks a provider which cards it keeps for a customer, and keeps their sight here.
  ///
  /// - Parameter name: the provider's name for the customer.
  /// - Returns: false for somebody whom we do not know.
  func learnCards(of name: String, at provider: PaymentProvider) async throws -> Bool {
    let known = try await database.read { tx in try tx.providerCustomers.customer(named: name, at: provider) }
    guard let known, let gateway = try await gateways(self).first(where: { $0.account == known.account }) else { return false }
    try await learnCards(of: known, from: gateway)
    return true
  }

  /// The same for a customer of ours, where a card may have come from a page that is open for them; at most what the provider says.
  func learnAwaitedCards(of customer: ID<Customer>) async {
    do {
      let now = clock()
      for gateway in try await gateways(self) {
        let account = gateway.account
        let awaited = try await database.read { tx in
          try tx.providerCustomers.awaitsCard(customer, in: account, at: now) ? tx.providerCustomers.find(customer, in: account) : nil
        }
        if let awaited { try await learnCards(of: awaited, from: gateway) }
      }
    } catch {
      // The cards that are known are shown; the others come with the provider's own word.
      logger.warning("The cards of a customer could not be asked for.", metadata: ["customer": "\(customer)", "reason": "\(error)"])
    }
  }

  private func learnCards(of known: ProviderCustomer, from gateway: any PaymentGateway) async throws {
    let askedAt = clock()
    let theirs: [GatewayMethod]
    do {
      theirs = try await gateway.savedMethods(of: known.name)
    } catch {
      throw Refusal(after: error, field: "customer")
    }
    try await write(by: .system) { work in
      guard try work.tx.providerCustomers.find(known.customerID, in: known.account) != nil else { return }
      let before = Set(try work.tx.savedMethods.list(of: known.customerID).map(\.providerMethod))
      try work.tx.savedMethods.removeAll(of: known.customerID, in: known.account, except: theirs.map(\.name), since: askedAt)
      for method in theirs { _ = try work.keepCard(method, of: known.customerID, in: known.account) }
      if theirs.contains(where: { !before.contains($0.name) }) {
        try work.tx.providerCustomers.note(pageUntil: nil, of: known.customerID, in: known.account)
      }
    }
  }
}

extension UnitOfWork {
  /// Keeps the sight of a card; one that is new is written down as an event.
  func keepCard(_ method: GatewayMethod, of customer: ID<Customer>, in account: ProviderAccount) throws -> (
    method: SavedMethod, isNew: Bool
  ) {
    let kept = try tx.savedMethods.keep(
      SavedMethod(
        id: ids.next(), customerID: customer, account: account, providerMethod: method.name, card: method.card, createdAt: now))
    guard kept.method.customerID == customer else {
      throw Refusal.invalid("payment_method", "unknown", "This card is kept for another customer.")
    }
    if kept.isNew { try record("customer.card_kept", EventObject("customer", customer.text), at: nil) }
    return kept
  }
}

extension Refusal {
  /// What a provider's no, or its silence, means for whoever asked.
  init(after failure: GatewayFailure, field: String) {
    switch failure {
    case .refused(let code, let reason): self = .invalid(field, code, reason)
    case .unknown(let reason), .unavailable(let reason): self = .gatewayUnavailable("\(reason) Try again in a moment.")
    }
  }
}
