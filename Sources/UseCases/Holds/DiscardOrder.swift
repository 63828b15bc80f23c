package import Domain
import Stores

extension UnitOfWork {
  /// Throws a draft away (T11). The row stays; ``restoreOrder(_:)`` brings it back for 30 days.
  package func discardOrder(_ id: ID<Order>, version: Int64?, reason: String?) throws -> Order {
    try principal.require(.discardOrder)
    let before = try takeOrder(id)
    var order = before
    try order.discard(reason: reason, now: now)
    try check(version, of: before)
    if before.hold?.reservesStock == true { try tx.stock.releaseReservations(of: id) }
    try cancelInvoiceMessages(of: order)
    try releasePoints(of: order)
    try keep(&order, since: before, event: "order.canceled", reason: reason)
    try tx.registers.clear(id)
    return order
  }

  /// Brings a thrown-away draft back, with its hold but without a reservation (T14).
  package func restoreOrder(_ id: ID<Order>) throws -> Order {
    try principal.require(.discardOrder)
    let before = try takeOrder(id)
    var order = before
    try order.restore(now: now)
    // One that was thrown away after it was sent comes back to be changed.
    try tx.invoices.supersede(id, at: now)
    try keep(&order, since: before, event: "order.restored")
    return order
  }

  /// Ends holds whose time is up; called by the shop's own timer, a bounded number at a time.
  ///
  /// - Returns: how many ended.
  package func expireHolds(limit: Int = 100) throws -> Int {
    let expired = try tx.orders.expiredHolds(at: now, limit: limit)
    for id in expired {
      _ = try discardOrder(id, version: nil, reason: "expired")
    }
    return expired.count
  }
}
