package import Domain
import Logging
import SQLEngine
import Stores

extension Shop {
  /// Begins a payment on a page of the provider: agrees on it in one transaction, has the page opened, and keeps its address before anybody
  /// is told. A second click, another tab and a lost answer lead to the same page.
  ///
  /// - Throws: ``RefusalCode/alreadyPaid``, ``RefusalCode/revisionSuperseded``, ``RefusalCode/gone``, ``RefusalCode/notReady``,
  ///   ``RefusalCode/outOfStock``, ``RefusalCode/totalChanged``, ``RefusalCode/gatewayUnavailable``.
  package func startPayment(_ id: ID<Order>, by principal: Principal, _ request: StartPayment) async throws -> StartedPayment {
    let wish = PaymentWish(
      way: .page, origin: request.origin, amount: request.amount, expectedTotal: request.expectedTotal, revision: request.revision,
      requestKey: request.requestKey, tries: request.tries)
    return try await running.run(request.requestKey?.key) { try await start(id, by: principal, wish, request) }
  }

  private func start(
    _ id: ID<Order>, by principal: Principal, _ wish: PaymentWish, _ request: StartPayment
  ) async throws -> StartedPayment {
    try await inTurn(of: id) {
      let gateway = try await gatewayForNew()
      let (order, attempt) = try await begin(id, by: principal, wish, at: gateway.account)
      guard attempt.state == .open else {
        throw Refusal(.alreadyPaid, "This payment is over. Look at order \(order.shownNumber) again.")
      }
      if let url = attempt.pageURL { return StartedPayment(order: order, paymentID: attempt.paymentID, pageURL: url) }
      return try await open(attempt, of: order, request, at: gateway)
    }
  }

  /// PREPARE, after ending another payment that is open; in turn already.
  func begin(
    _ id: ID<Order>, by principal: Principal, _ wish: PaymentWish, at account: ProviderAccount
  ) async throws -> (Order, PaymentAttempt) {
    let first = try await write(by: principal) { work in try work.preparePayment(id, wish, at: account) }
    switch first {
    case .begun(let order, let attempt): return (order, attempt)
    case .inTheWay(let other): _ = try await end(other.paymentID)
    }
    let second = try await write(by: principal) { work in try work.preparePayment(id, wish, at: account) }
    guard case .begun(let order, let attempt) = second else { throw Refusal.paymentUnderWay(id.text) }
    return (order, attempt)
  }

  /// Whoever takes new payments.
  func gatewayForNew() async throws -> any PaymentGateway {
    guard let gateway = try await gateways(self).first else {
      throw Refusal.gatewayUnavailable("This shop takes no card payments yet. Set up a provider first, or pay another way.")
    }
    return gateway
  }

  private func open(
    _ attempt: PaymentAttempt, of order: Order, _ request: StartPayment, at gateway: any PaymentGateway
  ) async throws -> StartedPayment {
    let shopName = try await read(by: .system) { work in try work.tx.settings.current().shopName }
    let page = GatewayPage(
      attempt: attempt, title: "\(shopName), \(order.shownNumber)", email: order.customer?.email,
      language: order.language ?? order.customer?.language, providerCustomer: try await providerCustomer(of: order, request, at: gateway),
      keepsCard: request.keepsCard, returnURL: request.returnURL)
    let opened: OpenedPage
    do {
      opened = try await gateway.openPage(page)
    } catch {
      throw try await refusal(of: attempt, after: error)
    }
    let noted = try await write(by: .system) { work in
      try work.tx.paymentAttempts.note(
        page: opened.url, session: opened.session, providerPayment: opened.payment, of: attempt.paymentID, at: work.now)
      return try work.takeOrder(attempt.orderID)
    }
    return StartedPayment(order: noted, paymentID: attempt.paymentID, pageURL: opened.url)
  }

  /// Whose card may be kept; nil where nobody agreed to it or nobody is known.
  private func providerCustomer(of order: Order, _ request: StartPayment, at gateway: any PaymentGateway) async throws -> String? {
    guard request.keepsCard, let customer = order.customer else { return nil }
    // Without it the card is not kept; that is no reason not to be paid.
    guard let name = try? await providerCustomer(of: customer.id, at: gateway) else { return nil }
    try await awaitCard(of: customer.id, in: gateway.account)
    return name
  }

  /// A page that surely was not opened ends its attempt, so that the order can be paid another way. What nobody knows stays open: the next
  /// click asks for the same page again.
  private func refusal(of attempt: PaymentAttempt, after failure: GatewayFailure) async throws -> Refusal {
    logger.warning("A payment page could not be opened.", metadata: ["payment": "\(attempt.paymentID)", "reason": "\(failure)"])
    switch failure {
    case .unknown:
      return Refusal.gatewayUnavailable("The payment provider did not answer in time. Nothing was paid. Try again in a moment.")
    case .refused(_, let reason), .unavailable(let reason):
      _ = try await write(by: .system) { work in
        try work.giveUp(attempt, PaymentOutcome(.failed, failure: reason), of: try work.takeOrder(attempt.orderID))
      }
      return Refusal.gatewayUnavailable("The payment could not be begun. Nothing was paid. Try again in a moment, or pay another way.")
    }
  }
}
