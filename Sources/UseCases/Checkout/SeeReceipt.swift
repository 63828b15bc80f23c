import Domain
import SQLEngine
import Stores

extension Shop {
  /// The receipt of a paid order for whoever holds its link; who served them and at which till stays with the shop (PAY-08).
  ///
  /// - Throws: ``RefusalCode/notFound`` for a token that opens nothing, and while nothing was sold or paid.
  package func checkoutReceipt(_ token: String, peer: String?) async throws -> ReceiptFacts {
    try await onLink(token, peer: peer) { work, hash in
      guard let link = try work.tx.checkoutLinks.find(tokenHash: hash) else { throw Refusal.notFound("order behind this link") }
      let facts = try work.receiptFacts(link.orderID)
      guard facts.order.placedAt != nil, facts.order.status != .canceled, facts.order.amountPaid > 0 else {
        throw Refusal.notFound("receipt of this order yet")
      }
      return ReceiptFacts(
        order: facts.order, settings: facts.settings, locationName: facts.locationName, registerName: nil, staffName: nil,
        customerName: facts.customerName)
    }
  }
}
