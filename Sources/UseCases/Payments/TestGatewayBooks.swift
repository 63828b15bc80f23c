package import Domain
import Secrets
import Stores

/// The test gateway's own books: somebody else's, kept in our file only because there is nobody else on a machine that tries things out.
///
/// What is captured here is the provider's truth. It changes in transactions of its own, never in one of the shop's, and asks for no right:
/// a payer has none, and whoever is told of the gateway's pages may pay on them. The shop learns of it as it learns from any provider.
package struct TestGatewayBooks {
  let work: UnitOfWork

  /// When a page closes on which a card is left.
  package var hourFromNow: Instant { work.now.adding(seconds: 3600) }

  /// Opens a page; asked again with the same key, answers with the one that there is.
  package func open(
    key: String, title: String, amount: Money?, customer: String?, keepsCard: Bool, returnURL: String, endsAt: Instant
  ) throws -> TestPage {
    if let known = try work.tx.testGateway.find(key: key) { return known }
    let page = TestPage(
      id: work.ids.next(), requestKey: key, secret: SecretText.make(prefix: "tgs_"), title: title, amount: amount, customer: customer,
      keepsCard: keepsCard, returnURL: returnURL, state: .open, card: nil, refunded: 0, endsAt: endsAt, createdAt: work.now)
    try work.tx.testGateway.add(page)
    return page
  }

  /// The page as it stands now; one whose time is over ends by being looked at. Nil where there is none.
  package func find(key: String) throws -> TestPage? {
    try work.tx.testGateway.find(key: key).map(current)
  }

  /// As ``find(key:)``, by what its address holds.
  package func find(secret: String) throws -> TestPage? {
    try work.tx.testGateway.find(secret: secret).map(current)
  }

  private func current(_ page: TestPage) throws -> TestPage {
    guard page.state == .open, page.endsAt <= work.now else { return page }
    return try end(page, as: .canceled)
  }

  /// The payer pays, or leaves a card; on a page that has ended nothing happens.
  package func pay(_ page: TestPage) throws -> TestPage {
    let paid = try end(page, as: .done)
    guard paid.state == .done, page.state == .open, let customer = page.customer, page.keepsCard else { return paid }
    let card = TestCard(id: work.ids.next(), customer: customer, card: TestCard.sight(last4: TestCard.last4))
    try work.tx.testGateway.add(card, at: work.now)
    return paid
  }

  /// The payer's bank says no.
  package func decline(_ page: TestPage) throws -> TestPage { try end(page, as: .declined) }

  /// Ends an open page; one that was paid before stays paid, which the answer says.
  package func cancel(_ page: TestPage) throws -> TestPage { try end(page, as: .canceled) }

  private func end(_ page: TestPage, as state: TestPage.State) throws -> TestPage {
    let card = state == .done ? TestCard.sight(last4: TestCard.last4) : nil
    _ = try work.tx.testGateway.end(page.id, as: state, card: card)
    return try work.tx.testGateway.find(page.id) ?? page
  }

  /// Takes money from a card that was left.
  ///
  /// - Throws: ``GatewayFailure/refused(code:reason:)`` where the card is not kept for that customer.
  package func charge(key: String, title: String, amount: Money, card: String, of customer: String) throws -> TestPage {
    if let known = try work.tx.testGateway.find(key: key) { return known }
    guard let id = ID<TestCard>(card), let kept = try work.tx.testGateway.findCard(id), kept.customer == customer else {
      throw GatewayFailure.refused(code: "card_unknown", reason: "The test gateway does not keep this card any more.")
    }
    let page = try open(
      key: key, title: title, amount: amount, customer: customer, keepsCard: false, returnURL: "", endsAt: work.now.adding(seconds: 60))
    return try end(page, as: .done)
  }

  /// Gives money back; asked again with the same key, answers with the refund that there is.
  ///
  /// - Throws: ``GatewayFailure/refused(code:reason:)`` above what is left of the payment.
  package func refund(key: String, page: String, amount: Money) throws -> TestRefund {
    if let known = try work.tx.testGateway.findRefund(key: key) { return known }
    guard let id = ID<TestPage>(page), try work.tx.testGateway.find(id) != nil else {
      throw GatewayFailure.refused(code: "payment_unknown", reason: "The test gateway does not know this payment.")
    }
    let refund = TestRefund(id: work.ids.next(), page: id, requestKey: key, amount: amount)
    guard try work.tx.testGateway.giveBack(refund, at: work.now) else {
      throw GatewayFailure.refused(code: "too_much", reason: "Less than that is left of this payment.")
    }
    return refund
  }

  package func refunds(of page: TestPage) throws -> [TestRefund] { try work.tx.testGateway.refunds(of: page.id) }

  package func cards(of customer: String) throws -> [TestCard] { try work.tx.testGateway.cards(of: customer) }

  /// Keeps a card that was given as a token; the gateway knows one token, `tok_test`.
  package func keep(token: String, for customer: String) throws -> TestCard {
    guard token == "tok_test" else {
      throw GatewayFailure.refused(code: "token_unknown", reason: "The test gateway knows the token tok_test only.")
    }
    let card = TestCard(id: work.ids.next(), customer: customer, card: TestCard.sight(last4: TestCard.last4))
    try work.tx.testGateway.add(card, at: work.now)
    return card
  }

  package func forget(_ card: String) throws {
    guard let id = ID<TestCard>(card) else { return }
    try work.tx.testGateway.removeCard(id, at: work.now)
  }
}

extension UnitOfWork {
  /// The books of the test gateway.
  package var testGateway: TestGatewayBooks { TestGatewayBooks(work: self) }
}

/// Where the payer comes back to holds the token of their link, so the gateway's books keep it locked up.
extension Shop {
  package func sealedReturn(_ url: String) throws -> String { try credentials.keyring.seal(url, for: .answer, name: "test gateway") }

  /// Nil for what another secret locked up, and for a payment that came without a page.
  package func returnURL(of page: TestPage) -> String? { credentials.keyring.open(page.returnURL, for: .answer, name: "test gateway") }
}
