package import Domain
import Stores

extension UnitOfWork {
  /// Puts a placed order away, out of the work lists (T9).
  ///
  /// - Throws: ``RefusalCode/conflict`` naming what is still open.
  package func closeOrder(_ id: ID<Order>) throws -> Order {
    try principal.require(.closeOrder)
    let before = try takeOrder(id)
    var order = before
    try order.close()
    try keep(&order, since: before, event: "order.closed")
    return order
  }

  /// Brings a closed order back into the work lists (T10).
  package func reopenOrder(_ id: ID<Order>) throws -> Order {
    try principal.require(.closeOrder)
    let before = try takeOrder(id)
    var order = before
    try order.reopen()
    try keep(&order, since: before, event: "order.reopened")
    return order
  }
}
