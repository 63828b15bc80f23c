import Domain
import Stores

extension Shop {
  /// Takes what the holder of a link says of a transfer, and the slip that shows it.
  ///
  /// The link is asked before the file is looked at, so that an upload to a link that takes none costs nothing and leaves nothing (UPL-03).
  ///
  /// - Parameters:
  ///   - revision: the version they had before their eyes; nil where they name none.
  ///   - slip: the file as it came.
  /// - Throws: ``RefusalCode/notFound``, ``RefusalCode/gone``, ``RefusalCode/alreadyPaid``, ``RefusalCode/revisionSuperseded``,
  ///   ``RefusalCode/conflict``, ``RefusalCode/rateLimited``, `validationFailed`.
  package func notifyTransferOnLink(
    _ token: String, peer: String?, revision: Int64?, _ claim: TransferClaim, slip: [UInt8]?
  ) async throws {
    try await onLink(token, peer: peer) { work, hash in
      let order = try work.takeForTransfer(hash, revision: revision)
      var trial = order
      _ = try trial.claim(work.notice(claim, for: order, by: .customer), at: work.now)
    }
    try await pay([
      Attempt(subject: SignInSubject.transfer(Self.linkHash(token)), budget: .transfer),
      Attempt(subject: SignInSubject.transferFrom(peer), budget: .transferPeer),
    ])
    var claim = claim
    if let slip { claim.slip = try await lookAtSlip(slip) }
    let seen = claim
    try await onLink(token, peer: peer) { work, hash in
      _ = try work.addNotice(seen, to: try work.takeForTransfer(hash, revision: revision), by: .customer)
    }
  }
}

extension UnitOfWork {
  /// How many notices a customer gives of one order in a day.
  private static let noticesADay: Int64 = 5

  /// The order of a link, where a notice may be given: sent, not called off, not paid, and not five times today.
  func takeForTransfer(_ hash: String, revision: Int64?) throws -> Order {
    guard let link = try tx.checkoutLinks.find(tokenHash: hash), let current = try tx.invoices.find(link.orderID) else {
      throw Refusal.notFound("order behind this link")
    }
    let order = try takeCheckout(hash, revision: revision ?? current.revision).order
    guard try tx.transferNotices.count(byCustomersOf: order.id, since: now.adding(seconds: -86_400)) < Self.noticesADay else {
      throw Refusal(
        .rateLimited, "Several transfers were told for this order today. Write to the shop, or try again tomorrow.",
        extra: .retryAfter(seconds: 86_400))
    }
    return order
  }
}
