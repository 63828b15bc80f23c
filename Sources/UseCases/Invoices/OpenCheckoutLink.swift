package import Domain
import JSON
import SQLEngine
import Stores

/// What the holder of a link may see, and nothing else: what was sent to them, and how their order stands.
package struct CheckoutSight: Sendable {
  package let state: CheckoutState
  package let snapshot: InvoiceSnapshot
  package let link: String
  package let isSuperseded: Bool
  /// The total of the last version they looked at before this one; nil where this is the first.
  package let earlierTotal: Int64?
  /// The number people call the order by now.
  package let number: String
  /// Minor units.
  package let amountDue: Int64
  package let amountPaid: Int64
  /// Since the order was placed; what went back before is not in ``amountPaid`` either.
  package let amountRefunded: Int64
  package let sentAt: Instant
  package let placedAt: Instant?
  package let fulfillment: FulfillmentStatus
}

extension Shop {
  /// What is behind a token.
  ///
  /// - Parameters:
  ///   - peer: who asks; guesses are paid for by the network address, so that trying tokens ends soon (PAY-05).
  ///   - isView: a person looks, who is not one of ours; noted the first time.
  /// - Throws: ``RefusalCode/notFound`` for a token that opens nothing, ``RefusalCode/rateLimited`` after too many of those.
  package func openCheckout(_ token: String, peer: String?, isView: Bool) async throws -> CheckoutSight {
    let hash = CheckoutLinks.hash(String(token.prefix(200)))
    guard let (sight, id, isUnseen) = try await read(by: .system, { work in try work.sight(tokenHash: hash) }) else {
      try await pay([Attempt(subject: SignInSubject.checkout(peer), budget: .checkoutLink)])
      throw Refusal.notFound("order behind this link")
    }
    if isView, isUnseen {
      // That it was seen is of less weight than that it can be seen: a full disk shows the page all the same.
      try? await write(by: .system) { work in try work.noteView(of: id) }
    }
    return sight
  }
}

extension UnitOfWork {
  fileprivate func sight(tokenHash: String) throws -> (CheckoutSight, ID<Order>, isUnseen: Bool)? {
    guard let link = try tx.checkoutLinks.find(tokenHash: tokenHash), let order = try tx.orders.find(link.orderID, in: .everything),
      let revision = try tx.invoices.find(order.id)
    else { return nil }
    // A sale that was called off keeps its papers for the books; whoever holds the link needs no name of somebody who was forgotten.
    let isForgotten = try order.status == .canceled && order.customerID.map { try tx.erasures.contains($0) } ?? false
    let snapshot = isForgotten ? revision.snapshot.withoutBuyer() : revision.snapshot
    let seen = try tx.invoices.list(order.id).last { $0.revision < revision.revision && $0.viewedAt != nil }
    let sight = CheckoutSight(
      state: order.checkoutState, snapshot: snapshot, link: links.url(of: order.id, rotation: link.rotation),
      isSuperseded: revision.supersededAt != nil, earlierTotal: seen?.snapshot.total, number: order.shownNumber,
      amountDue: order.amountDue, amountPaid: order.amountCounted,
      amountRefunded: order.amountRefunded - order.refundedBeforePlacing, sentAt: revision.sentAt, placedAt: order.placedAt,
      fulfillment: order.fulfillmentStatus)
    return (sight, order.id, revision.viewedAt == nil && revision.supersededAt == nil)
  }

  /// Notes the first look at the revision that counts; no version changes.
  fileprivate func noteView(of id: ID<Order>) throws {
    guard try tx.invoices.view(id, at: now), let order = try tx.orders.find(id, in: .everything) else { return }
    try tell("order.viewed", of: order, data: [("revision", .number(String(order.invoice?.revision ?? 0)))])
  }
}
