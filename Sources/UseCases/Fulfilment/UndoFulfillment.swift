package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Takes a package's last step back, within ten seconds: its status, its goods, and the message that has not left.
  ///
  /// - Throws: ``RefusalCode/undoExpired`` afterwards, ``RefusalCode/notFound`` for a package of another order.
  package func undoShipment(_ id: ID<Order>, _ shipmentID: ID<Shipment>) throws -> Order {
    try principal.require(.fulfil)
    let before = try takeOrder(id)
    return try undo([shipmentID], of: before)
  }

  /// Takes back what the last call did to an order's packages, all of them together.
  ///
  /// - Throws: ``RefusalCode/undoExpired`` where there is nothing to take back any more.
  package func undoFulfillment(_ id: ID<Order>) throws -> Order {
    try principal.require(.fulfil)
    let before = try takeOrder(id)
    let moved = before.lastMoved(now: now)
    guard !moved.isEmpty else { throw Refusal.undoExpired }
    return try undo(moved.map(\.id), of: before)
  }

  private func undo(_ shipments: [ID<Shipment>], of before: Order) throws -> Order {
    var order = before
    var undone: [(key: String, value: JSON)] = []
    for id in shipments {
      let moved = try order.undoStep(of: id, now: now)
      try moveStock(of: moved, in: &order, isUndone: true)
      try withdrawMessage(of: moved, order)
      if undone.isEmpty { undone = order.eventData(of: moved) }
    }
    try keep(&order, since: before, event: "order.fulfillment_undone", data: undone)
    return order
  }
}
