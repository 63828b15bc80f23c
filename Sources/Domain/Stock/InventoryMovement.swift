/// One change of what is on the shelf, never altered afterwards: how much, why, for which order, by whom.
package struct InventoryMovement: Sendable, Equatable, Identified {
  package static let idPrefix = "mov"

  package let id: ID<InventoryMovement>
  package let variantID: ID<Variant>
  package let locationID: ID<Location>
  /// Thousandths of the unit; negative leaves.
  package let delta: Int64
  /// What was on hand afterwards.
  package let balance: Int64
  package let reason: String
  package let orderID: ID<Order>?
  package let lineID: ID<LineItem>?
  package let actorKind: String
  package let actorID: String?
  package let actorName: String
  package let createdAt: Instant
  /// The stock-take or the transfer that it belongs to.
  package let stockTakeID: ID<StockTake>?
  package let transferID: ID<StockTransfer>?

  package init(
    id: ID<InventoryMovement>, variantID: ID<Variant>, locationID: ID<Location>, delta: Int64, balance: Int64, reason: String,
    orderID: ID<Order>?, lineID: ID<LineItem>?, actorKind: String, actorID: String?, actorName: String, createdAt: Instant,
    stockTakeID: ID<StockTake>? = nil, transferID: ID<StockTransfer>? = nil
  ) {
    self.id = id
    self.variantID = variantID
    self.locationID = locationID
    self.delta = delta
    self.balance = balance
    self.reason = reason
    self.orderID = orderID
    self.lineID = lineID
    self.actorKind = actorKind
    self.actorID = actorID
    self.actorName = actorName
    self.createdAt = createdAt
    self.stockTakeID = stockTakeID
    self.transferID = transferID
  }
}
