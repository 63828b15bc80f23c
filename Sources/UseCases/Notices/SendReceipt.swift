package import Domain
import Stores

extension UnitOfWork {
  /// Sends the receipt of a sale to whoever asks for it: at a till, or later.
  ///
  /// - Parameter recipient: nil takes the customer's own address or number.
  /// - Throws: ``RefusalCode/conflict`` for an order that nothing was paid of, `validationFailed` for a recipient that cannot be reached.
  package func sendReceipt(_ id: ID<Order>, by channel: Message.Channel, to recipient: String?) throws -> Message {
    try principal.require(.sendMessages)
    let facts = try receiptFacts(id)
    let order = facts.order
    guard order.placedAt != nil, order.amountCounted > 0 || order.amountPayable <= 0 else {
      throw Refusal(.conflict, "Order \(order.shownNumber) was not paid, so it has no receipt yet.")
    }
    let place = try self.recipient(recipient, channel, of: order)
    guard let message = try writeNotice(.sale(facts), .receipt, of: order, to: place, key: nil) else {
      throw Refusal(.conflict, "Receipts are written while the shop is served.")
    }
    return message
  }
}
