package import Domain
import SQLEngine
private import Secrets
import Stores

extension Shop {
  /// The cards that providers keep for a customer, the newest first.
  package func listSavedMethods(of id: ID<Customer>, by principal: Principal) async throws -> [SavedMethod] {
    try await require(.readCustomers, of: id, principal)
    await learnAwaitedCards(of: id)
    return try await read(by: principal) { work in try work.tx.savedMethods.list(of: id) }
  }

  /// Makes a provider keep a card for a customer, of which its own fields or an earlier integration made a token. Asked again, it is the
  /// same card.
  ///
  /// - Returns: the provider's word, to be written down by ``UnitOfWork/addSavedMethod(_:)``.
  /// - Throws: `validationFailed` where the provider refuses the card, ``RefusalCode/gatewayUnavailable``.
  package func keepMethod(_ token: String, of id: ID<Customer>, by principal: Principal) async throws -> KeptMethod {
    try await require(.manageCustomers, of: id, principal)
    let gateway = try await gatewayForNew()
    let customer = try await providerCustomer(of: id, at: gateway)
    do {
      return KeptMethod(customerID: id, account: gateway.account, method: try await gateway.keep(token, for: customer))
    } catch {
      throw Refusal(after: error, field: "payment_method")
    }
  }

  /// Opens a page of the provider on which a customer leaves a card, at the counter or at the end of a telephone.
  ///
  /// - Parameter key: makes the page once per wish.
  package func openMethodPage(of id: ID<Customer>, key: String, returnURL: String, by principal: Principal) async throws -> String {
    try await require(.manageCustomers, of: id, principal)
    let gateway = try await gatewayForNew()
    let customer = try await providerCustomer(of: id, at: gateway)
    let opened: OpenedPage
    do {
      let mark = String(SecretText.hash("\(id) \(key)").prefix(32))
      opened = try await gateway.openCardPage(GatewayCardPage(providerCustomer: customer, key: mark, returnURL: returnURL))
    } catch {
      throw Refusal(after: error, field: "customer")
    }
    try await awaitCard(of: id, in: gateway.account)
    return opened.url
  }

  /// Notes that a card may come from a page of the provider within a day, be we told of it or not.
  func awaitCard(of id: ID<Customer>, in account: ProviderAccount) async throws {
    try await write(by: .system) { work in
      try work.tx.providerCustomers.note(pageUntil: work.now.adding(seconds: 86_400), of: id, in: account)
    }
  }

  /// What a provider calls a customer of ours; made known to it where it is not.
  func providerCustomer(of id: ID<Customer>, at gateway: any PaymentGateway) async throws -> String {
    let account = gateway.account
    if let known = try await database.read({ tx in try tx.providerCustomers.name(of: id, in: account) }) { return known }
    let customer = try await read(by: .system) { work in try work.tx.customers.take(id) }
    let made: String
    do {
      made = try await gateway.makeCustomer(GatewayCustomer(customerID: id, name: customer.name ?? customer.company, email: customer.email))
    } catch {
      throw Refusal(after: error, field: "customer")
    }
    return try await write(by: .system) { work in
      _ = try work.tx.customers.take(id)
      try work.tx.providerCustomers.add(id, as: made, in: account, at: work.now)
      return try work.tx.providerCustomers.name(of: id, in: account) ?? made
    }
  }

  private func require(_ action: Action, of id: ID<Customer>, _ principal: Principal) async throws {
    try await read(by: principal) { work in
      try work.principal.require(action)
      _ = try work.tx.customers.take(id)
    }
  }
}

/// A card that a provider has just agreed to keep.
package struct KeptMethod: Sendable {
  let customerID: ID<Customer>
  let account: ProviderAccount
  let method: GatewayMethod
}

extension UnitOfWork {
  /// Writes down a card that a provider keeps.
  package func addSavedMethod(_ kept: KeptMethod) throws -> (method: SavedMethod, isNew: Bool) {
    try principal.require(.manageCustomers)
    _ = try tx.customers.take(kept.customerID)
    return try keepCard(kept.method, of: kept.customerID, in: kept.account)
  }

  /// Removes a card here at once; its provider is asked to forget it until it has.
  package func removeSavedMethod(_ id: ID<SavedMethod>, of customer: ID<Customer>) throws {
    try principal.require(.manageCustomers)
    _ = try tx.customers.take(customer)
    guard let method = try tx.savedMethods.find(id), method.customerID == customer, try tx.savedMethods.remove(id, at: now) else {
      throw Refusal.notFound("payment method")
    }
    try record("customer.card_removed", EventObject("customer", customer.text), at: nil)
  }
}
