/// Units of a variant that one line of an order wants.
package struct StockDemand: Sendable, Hashable {
  package let lineID: ID<LineItem>
  package let variantID: ID<Variant>
  package let quantity: Quantity

  package init(lineID: ID<LineItem>, variantID: ID<Variant>, quantity: Quantity) {
    self.lineID = lineID
    self.variantID = variantID
    self.quantity = quantity
  }
}

/// Why, for whom and when stock is moved; the part of a movement that is the same for all lines.
package struct StockCause: Sendable {
  package let orderID: ID<Order>?
  package let locationID: ID<Location>
  package let reason: String
  package let principal: Principal
  package let now: Instant
  package let ids: IDSource
  /// The stock-take whose count it is.
  package var stockTakeID: ID<StockTake>?
  /// The transfer that moves it.
  package var transferID: ID<StockTransfer>?

  package init(
    orderID: ID<Order>?, locationID: ID<Location>, reason: String, principal: Principal, now: Instant, ids: IDSource
  ) {
    self.orderID = orderID
    self.locationID = locationID
    self.reason = reason
    self.principal = principal
    self.now = now
    self.ids = ids
  }

  /// The same cause at another place.
  package func at(_ location: ID<Location>) -> StockCause {
    var cause = StockCause(orderID: orderID, locationID: location, reason: reason, principal: principal, now: now, ids: ids)
    cause.stockTakeID = stockTakeID
    cause.transferID = transferID
    return cause
  }
}
