package import Domain

extension UnitOfWork {
  /// The part of a stock movement that is the same for all lines of an order.
  package func stockCause(_ reason: String, _ order: ID<Order>?, at location: ID<Location>) -> StockCause {
    StockCause(orderID: order, locationID: location, reason: reason, principal: principal, now: now, ids: ids)
  }
}

extension LineItem {
  /// What the line takes from the shelf; nil for a custom item.
  package var stockDemand: StockDemand? {
    variantID.map { StockDemand(lineID: id, variantID: $0, quantity: quantity) }
  }
}
