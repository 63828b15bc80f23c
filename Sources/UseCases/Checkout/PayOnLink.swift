import Domain
import JSON
import SQLEngine
import Stores

/// What a customer agreed to when they tapped to pay.
package struct LinkPayment: Sendable {
  /// The version they had before their eyes.
  package var revision: Int64?
  /// What they believe the order costs, in minor units.
  package var expectedTotal: Int64?
  /// They want the provider to keep their card.
  package var keepsCard = false
  /// Added to the address they come back to, such as the language they read.
  package var returnQuery = ""

  package init() {}
}

extension Shop {
  /// Begins a payment by card for whoever holds a link; a second tap leads to the same page.
  ///
  /// A page that is opened and not paid counts against link, network address and shop, so that nobody tries cards here (PAY-16).
  /// - Returns: the provider's page.
  /// - Throws: as ``startPayment(_:by:_:)``; ``RefusalCode/rateLimited``; `validationFailed` where terms are not agreed to.
  package func payOnLink(_ token: String, peer: String?, _ payment: LinkPayment) async throws -> String {
    let (order, link) = try await onLink(token, peer: peer) { work, hash in try work.takeForPayment(hash, payment) }
    var request = StartPayment(origin: .link, returnURL: link + "/return" + payment.returnQuery)
    request.expectedTotal = payment.expectedTotal
    request.revision = payment.revision
    request.tries = Self.tries(token, peer: peer)
    request.keepsCard = payment.keepsCard && order.customerID != nil
    return try await startPayment(order.id, by: .system, request).pageURL
  }

  /// Looks at how a payment stands that the holder of a link comes back from; what their address says of it means nothing (PAY-04).
  package func settleOnLink(_ token: String, peer: String?) async throws {
    var order = try await onLink(token, peer: peer) { work, hash in try work.findOnLink(hash) }
    if let open = order.payments.last(where: { $0.trace?.state == .open }) { order = try await settlePayment(open.id) }
    let begun = order.payments.last { $0.trace?.origin == .link }
    guard let begun, begun.status.isCaptured, try await isFirstReturn(from: begun.id) else { return }
    try await giveBack(Self.tries(token, peer: peer))
  }

  /// Whether nobody came back from this payment before: it was written down by whoever was quicker, and gives its tries back once.
  private func isFirstReturn(from id: ID<Payment>) async throws -> Bool {
    let now = clock()
    return try await database.write { tx in
      let once = AttemptBudget.Count(failures: 1, lastAt: now, openAt: now)
      return try tx.signInBudgets.replace(nil, by: once, for: SignInSubject.linkPaid(id))
    }
  }

  /// Ends a payment that was begun on a link and not paid, so that another way can be chosen.
  ///
  /// - Throws: as ``cancelPayment(_:by:)``.
  package func stopOnLink(_ token: String, peer: String?) async throws {
    let order = try await onLink(token, peer: peer) { work, hash in try work.findOnLink(hash) }
    guard let open = order.payments.last(where: { $0.trace?.state == .open && $0.trace?.origin == .link }) else { return }
    try await cancelPayment(open.id)
  }

  /// Whether a card can be taken, and to which origins its pages belong.
  package func cardOrigins() async -> (isOffered: Bool, origins: [String]) {
    // Whoever cannot be asked for its gateways offers none; the order can still be read.
    let offered = (try? await gateways(self)) ?? []
    return (!offered.isEmpty, offered.compactMap(\.pageOrigin))
  }

  private static func tries(_ token: String, peer: String?) -> [Attempt] {
    [
      Attempt(subject: SignInSubject.linkPayment(linkHash(token)), budget: .linkPayment),
      Attempt(subject: SignInSubject.linkPaymentFrom(peer), budget: .linkPaymentPeer),
      Attempt(subject: SignInSubject.linkPayments, budget: .linkPayments),
    ]
  }
}

extension UnitOfWork {
  /// The order that a payer wants to pay, at the version they saw, with what they had to agree to agreed.
  fileprivate func takeForPayment(_ hash: String, _ payment: LinkPayment) throws -> (order: Order, link: String) {
    try principal.require(.takePayment)
    let order = try takeCheckout(hash, revision: payment.revision).order
    if order.status == .invoiceSent, order.terms != nil, order.consent?.isGiven != true {
      throw Refusal.invalid("consent", "required", "Agree to the order terms first.")
    }
    let rotation = try tx.checkoutLinks.find(of: order.id)?.rotation ?? 0
    return (order, links.url(of: order.id, rotation: rotation))
  }

  /// The order behind a token, whatever its state.
  fileprivate func findOnLink(_ hash: String) throws -> Order {
    guard let link = try tx.checkoutLinks.find(tokenHash: hash) else { throw Refusal.notFound("order behind this link") }
    return try findOrder(link.orderID)
  }
}
