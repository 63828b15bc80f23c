package import Domain
package import UseCases

/// Takes payments without money, so that everything around a payment can be tried out on one's own machine.
///
/// It stands for a provider: it keeps books of its own (``TestGatewayBooks``), changes them in transactions of its own, and the shop learns
/// what happened by asking. `serve` offers it only where strangers cannot reach it.
package struct TestGateway: PaymentGateway {
  /// Under which path its pages are.
  package static let path = "/test-gateway/"

  private let shop: Shop
  private let takesNewPayments: Bool

  /// - Parameter takesNewPayments: false beside a real provider: what began here can be looked at, ended and given back, and no more.
  package init(shop: Shop, takesNewPayments: Bool) {
    self.shop = shop
    self.takesNewPayments = takesNewPayments
  }

  package var account: ProviderAccount { ProviderAccount(provider: .test, name: "test", isLive: false) }
  package var pageOrigin: String? { nil }

  package func openPage(_ request: GatewayPage) async throws(GatewayFailure) -> OpenedPage {
    try requireNew()
    let page = try await books { books in
      try books.open(
        key: request.attempt.paymentID.text, title: request.title, amount: request.attempt.amount, customer: request.providerCustomer,
        keepsCard: request.keepsCard, returnURL: try shop.sealedReturn(request.returnURL), endsAt: request.attempt.endsAt)
    }
    return opened(page)
  }

  package func charge(_ request: GatewayCharge) async throws(GatewayFailure) -> ProviderPayment {
    try requireNew()
    return try await books { books in
      let page = try books.charge(
        key: request.attempt.paymentID.text, title: request.title, amount: request.attempt.amount, card: request.providerMethod,
        of: request.providerCustomer)
      return try word(of: page, for: request.attempt, in: books)
    }
  }

  package func look(at attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment {
    try await books { books in try word(of: books.find(key: attempt.paymentID.text), for: attempt, in: books) }
  }

  /// An attempt that never got here is written down as canceled, so that it cannot be opened any more.
  package func cancel(_ attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment {
    try await books { books in
      let page = try books.open(
        key: attempt.paymentID.text, title: "", amount: attempt.amount, customer: nil, keepsCard: false, returnURL: "",
        endsAt: attempt.endsAt)
      return try word(of: books.cancel(page), for: attempt, in: books)
    }
  }

  package func refund(_ request: GatewayRefund) async throws(GatewayFailure) -> ProviderRefund {
    try await books { books in
      told(try books.refund(key: request.refundID.text, page: request.providerPayment, amount: request.amount))
    }
  }

  package func openCardPage(_ request: GatewayCardPage) async throws(GatewayFailure) -> OpenedPage {
    try requireNew()
    let page = try await books { books in
      try books.open(
        key: "card-\(request.key)", title: "", amount: nil, customer: request.providerCustomer, keepsCard: true,
        returnURL: try shop.sealedReturn(request.returnURL), endsAt: books.hourFromNow)
    }
    return opened(page)
  }

  package func savedMethods(of providerCustomer: String) async throws(GatewayFailure) -> [GatewayMethod] {
    try await books { books in try books.cards(of: providerCustomer).map(method) }
  }

  /// The customer's own identity is name enough: it means nothing outside this file.
  package func makeCustomer(_ request: GatewayCustomer) async throws(GatewayFailure) -> String {
    try requireNew()
    return "test_\(request.customerID.text)"
  }

  package func keep(_ providerMethod: String, for providerCustomer: String) async throws(GatewayFailure) -> GatewayMethod {
    try requireNew()
    return try await books { books in method(try books.keep(token: providerMethod, for: providerCustomer)) }
  }

  package func forget(_ providerMethod: String) async throws(GatewayFailure) {
    try await books { books in try books.forget(providerMethod) }
  }
}

extension TestGateway {
  private func requireNew() throws(GatewayFailure) {
    guard takesNewPayments else {
      throw .unavailable("A real provider is set up, so the test gateway takes nothing new.")
    }
  }

  /// One transaction of the gateway's own.
  private func books<Result: Sendable>(
    _ body: @escaping @Sendable (TestGatewayBooks) throws -> Result
  ) async throws(GatewayFailure) -> Result {
    do {
      return try await shop.write(by: .system) { work in try body(work.testGateway) }
    } catch let failure as GatewayFailure {
      throw failure
    } catch {
      throw .unknown("The test gateway's books could not be written: \(error)")
    }
  }

  private func opened(_ page: TestPage) -> OpenedPage {
    OpenedPage(url: shop.links.own(Self.path + page.secret), session: page.secret, payment: page.id.text)
  }

  /// - Parameter page: nil where the attempt never got here.
  private func word(of page: TestPage?, for attempt: PaymentAttempt, in books: TestGatewayBooks) throws -> ProviderPayment {
    guard let page else {
      return ProviderPayment(
        account: account, state: .waiting, session: nil, payment: nil, ours: attempt.paymentID, captured: nil, card: nil)
    }
    let state: ProviderPayment.State =
      switch page.state {
      case .open: .waiting
      case .done: .captured
      case .declined: .failed("The test card was declined.")
      case .canceled: .canceled
      }
    return ProviderPayment(
      account: account, state: state, session: page.secret, payment: page.id.text, ours: ID(page.requestKey),
      captured: page.state == .done ? page.amount : nil, card: page.card, refunds: try books.refunds(of: page).map(told))
  }

  private func told(_ refund: TestRefund) -> ProviderRefund {
    ProviderRefund(name: refund.id.text, state: .succeeded, amount: refund.amount, ours: ID(refund.requestKey))
  }

  private func method(_ card: TestCard) -> GatewayMethod { GatewayMethod(name: card.id.text, card: card.card) }
}
