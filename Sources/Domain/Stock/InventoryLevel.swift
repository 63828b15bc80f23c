/// How much of a variant is at a location, in thousandths of its unit.
package struct InventoryLevel: Sendable, Equatable {
  package let variantID: ID<Variant>
  package let locationID: ID<Location>
  /// What is there; the sum of all movements.
  package let onHand: Int64
  /// Promised to placed orders that have not left.
  package let committed: Int64
  /// Put aside for held orders.
  package let reserved: Int64

  package init(variantID: ID<Variant>, locationID: ID<Location>, onHand: Int64, committed: Int64, reserved: Int64) {
    self.variantID = variantID
    self.locationID = locationID
    self.onHand = onHand
    self.committed = committed
    self.reserved = reserved
  }

  /// What can still be sold; below zero only where overselling is allowed. The schema bounds all three far inside the range.
  package var available: Int64 { onHand &- committed &- reserved }
}
