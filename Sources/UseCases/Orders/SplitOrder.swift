package import Domain
import Stores

extension UnitOfWork {
  /// Moves units of some lines to a new draft of the same customer; what is moved is exactly what leaves.
  ///
  /// - Returns: the draft that stays and the new one.
  /// - Throws: ``RefusalCode/validationFailed`` for more than a line has, twice the same line, or everything;
  ///   ``RefusalCode/conflict`` where more was paid than what stays costs.
  package func splitOrder(_ id: ID<Order>, _ parts: [(lineID: ID<LineItem>, quantity: Quantity)]) throws -> (order: Order, new: Order) {
    try principal.require(.splitMerge)
    let before = try takeOrder(id)
    var order = before
    try order.move(.edit)
    var new = try blankDraft(like: order)
    var seen: Set<ID<LineItem>> = []
    for (index, part) in parts.enumerated() {
      guard let line = order.lines.first(where: { $0.id == part.lineID }) else {
        throw Refusal.invalid("lines[\(index)].line_id", "unknown", "There is no such line on this order.")
      }
      guard seen.insert(part.lineID).inserted else {
        throw Refusal.invalid("lines[\(index)].line_id", "duplicate", "Name each line once.")
      }
      guard !part.quantity.isZero, let rest = line.quantity.subtracting(part.quantity) else {
        throw Refusal.invalid("lines[\(index)].quantity", "out_of_range", "The line has \(line.quantity.text) to move.")
      }
      guard line.canBeDivided(by: part.quantity) else {
        throw Refusal.invalid("lines[\(index)].quantity", "whole_units_only", "This is sold by the piece.")
      }
      try new.add(copyOf(line, quantity: part.quantity))
      if rest.isZero {
        try order.remove(part.lineID)
      } else {
        try order.change(part.lineID) { $0.quantity = rest }
      }
    }
    guard !order.lines.isEmpty else {
      throw Refusal.invalid("lines", "everything", "Leave at least one item on the order, or keep it as it is.")
    }
    try refuseOverpaid(&order, since: before)
    try refreshReservation(of: order, since: before)
    try keep(&order, since: before, event: "order.updated")
    try addNew(&new)
    return (order, new)
  }

  /// Brings the lines and adjustments of other drafts onto this one; the others are thrown away with that reason.
  ///
  /// - Throws: ``RefusalCode/conflict`` for an order that is no draft, has payments, or is in another currency.
  package func mergeOrders(_ id: ID<Order>, with others: [ID<Order>]) throws -> Order {
    try principal.require(.splitMerge)
    let before = try takeOrder(id)
    var order = before
    try order.move(.edit)
    guard Set(others).count == others.count, !others.contains(id) else {
      throw Refusal.invalid("order_ids", "duplicate", "Name each other order once.")
    }
    for (index, otherID) in others.enumerated() {
      guard let other = try tx.orders.find(otherID, in: try orderScope()) else {
        throw Refusal.invalid("order_ids[\(index)]", "unknown", "There is no such order.")
      }
      try other.allow(.edit)
      guard other.currency == order.currency else {
        throw Refusal(.conflict, "Order \(other.shownNumber) is in \(other.currency), this one in \(order.currency).")
      }
      for line in other.lines { try order.add(copyOf(line, quantity: line.quantity)) }
      // A promotion counts once for an order, however many of them it was on.
      let known = Set(order.adjustments.compactMap(\.promotionID))
      for adjustment in other.adjustments where adjustment.promotionID.map({ !known.contains($0) }) ?? true {
        try order.add(copyOf(adjustment))
      }
      if order.customerID == nil { (order.customerID, order.customer) = (other.customerID, other.customer) }
      order.tags += other.tags.filter { !order.tags.contains($0) }
      _ = try discardOrder(otherID, version: nil, reason: "merged into \(order.shownNumber)")
    }
    try refuseOverpaid(&order, since: before)
    try refreshReservation(of: order, since: before)
    try keep(&order, since: before, event: "order.updated")
    return order
  }

  /// Money stays with the order that it was taken for, so what stays of that order must be worth it.
  private func refuseOverpaid(_ order: inout Order, since before: Order) throws {
    guard order.refundable > 0 else { return }
    try order.recalculate()
    guard order.refundable > order.totals.total.minorUnits else { return }
    throw Refusal(
      .conflict, "More was paid for order \(before.shownNumber) than it would cost then. Give the difference back first, or move less.")
  }

  private func refreshReservation(of order: Order, since before: Order) throws {
    guard let hold = before.hold, hold.reservesStock else { return }
    try tx.stock.releaseReservations(of: order.id)
    try reserveStock(for: order, until: hold.expiresAt)
  }
}
