import Domain
import JSON
import SQLEngine
import Stores

extension Shop {
  /// What is behind a token.
  ///
  /// - Parameters:
  ///   - peer: who asks; guesses are paid for by the network address, so that trying tokens ends soon (PAY-05).
  ///   - isView: a person looks, who is not one of ours; noted the first time.
  /// - Throws: ``RefusalCode/notFound`` for a token that opens nothing, ``RefusalCode/rateLimited`` after too many of those.
  package func openCheckout(_ token: String, peer: String?, isView: Bool) async throws -> CheckoutSight {
    let hash = Self.linkHash(token)
    guard let (sight, order, isUnseen) = try await read(by: .system, { work in try work.sight(tokenHash: hash) }) else {
      throw try await unknownLink(peer: peer)
    }
    if isView, isUnseen {
      // That it was seen is of less weight than that it can be seen: a full disk shows the page all the same.
      try? await write(by: .system) { work in try work.noteView(of: order.id) }
    }
    return sight
  }

  /// What a guess is answered with, paid for by who guessed.
  func unknownLink(peer: String?) async throws -> Refusal {
    try await pay([Attempt(subject: SignInSubject.checkout(peer), budget: .checkoutLink)])
    return Refusal.notFound("order behind this link")
  }

  static func linkHash(_ token: String) -> String { CheckoutLinks.hash(String(token.prefix(200))) }
}

extension UnitOfWork {
  /// Notes the first look at the revision that counts; no version changes.
  fileprivate func noteView(of id: ID<Order>) throws {
    guard try tx.invoices.view(id, at: now), let order = try tx.orders.find(id, in: .everything) else { return }
    try tell("order.viewed", of: order, data: [("revision", .number(String(order.invoice?.revision ?? 0)))])
  }
}
