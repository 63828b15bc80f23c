/// A variant of which too little is left at a place, in thousandths.
package struct LowStockRow: Sendable, Equatable {
  package let level: InventoryLevel
  package let productTitle: String
  package let variantTitle: String
  package let sku: String?
  /// At which level it counts as low there.
  package let threshold: Int64
  /// Whether that level is its own, and not the shop's.
  package let hasOwnThreshold: Bool
  /// On its way there by transfers.
  package let incoming: Int64

  package init(
    level: InventoryLevel, productTitle: String, variantTitle: String, sku: String?, threshold: Int64, hasOwnThreshold: Bool,
    incoming: Int64
  ) {
    self.level = level
    self.productTitle = productTitle
    self.variantTitle = variantTitle
    self.sku = sku
    self.threshold = threshold
    self.hasOwnThreshold = hasOwnThreshold
    self.incoming = incoming
  }
}

/// Goods that are put aside for an order that is not sold yet: how many, for whom, until when.
package struct StockReservation: Sendable, Equatable {
  package let orderID: ID<Order>
  package let orderNumber: String
  package let label: String?
  package let customerName: String?
  package let registerName: String?
  package let staffName: String?
  package let lineID: ID<LineItem>
  package let variantID: ID<Variant>
  package let title: String
  package let locationID: ID<Location>
  /// Thousandths.
  package let quantity: Int64
  /// Nil until somebody sells, deletes or releases it.
  package let expiresAt: Instant?
  package let createdAt: Instant

  package init(
    orderID: ID<Order>, orderNumber: String, label: String?, customerName: String?, registerName: String?, staffName: String?,
    lineID: ID<LineItem>, variantID: ID<Variant>, title: String, locationID: ID<Location>, quantity: Int64, expiresAt: Instant?,
    createdAt: Instant
  ) {
    self.orderID = orderID
    self.orderNumber = orderNumber
    self.label = label
    self.customerName = customerName
    self.registerName = registerName
    self.staffName = staffName
    self.lineID = lineID
    self.variantID = variantID
    self.title = title
    self.locationID = locationID
    self.quantity = quantity
    self.expiresAt = expiresAt
    self.createdAt = createdAt
  }
}
