package import Domain
import Stores

/// What a till says when it puts an order aside; only the register is needed.
package struct HoldRequest: Sendable {
  package var registerID: ID<Register>
  package var label: String?
  package var tags: [String]?
  /// Nil leaves it to the shop's setting.
  package var reservesStock: Bool?
  /// Nil leaves it to the shop's setting.
  package var expiresAt: Instant?

  package init(registerID: ID<Register>) {
    self.registerID = registerID
  }
}

extension UnitOfWork {
  /// Puts an order on hold, so that the till is free at once (T3). Again from the same register changes nothing but label and tags.
  ///
  /// - Throws: ``RefusalCode/alreadyHeld``, ``RefusalCode/holdLimitReached`` where the shop set a cap, ``RefusalCode/outOfStock`` where a
  ///   reservation was asked for and cannot be had.
  package func holdOrder(_ id: ID<Order>, _ request: HoldRequest) throws -> Order {
    try principal.require(.hold)
    let before = try takeOrder(id)
    let settings = try tx.settings.current()
    guard let register = try tx.registers.find(request.registerID, for: principal) else {
      throw Refusal.invalid("register_id", "unknown", "There is no such register.")
    }
    if let expiresAt = request.expiresAt, expiresAt <= now {
      throw Refusal.invalid("expires_at", "out_of_range", "A hold ends in the future.")
    }
    var order = before
    let isAgain = before.hold?.registerID == register.id
    let expiry = request.expiresAt ?? settings.holdExpiryMinutes.map { now.adding(seconds: $0 * 60) }
    let hold = Hold(
      label: request.label ?? before.hold?.label, registerID: register.id, staffID: principal.staffID?.text,
      heldAt: isAgain ? before.hold?.heldAt ?? now : now, expiresAt: request.expiresAt == nil && isAgain ? before.hold?.expiresAt : expiry,
      reservesStock: request.reservesStock ?? before.hold?.reservesStock ?? settings.holdReservesStock)
    try order.hold(hold, at: register.locationID)
    if !isAgain { try refuseAboveCap(settings.holdLimit, at: register.id) }
    if let tags = request.tags { order.tags = tags }
    if hold.reservesStock, before.hold?.reservesStock != true { try reserveStock(for: order, until: hold.expiresAt) }
    if !hold.reservesStock, before.hold?.reservesStock == true { try tx.stock.releaseReservations(of: order.id) }
    try reservePoints(for: order)
    try keep(&order, since: before, event: "order.held")
    try tx.registers.clear(order.id)
    return order
  }

  private func refuseAboveCap(_ cap: Int64?, at register: ID<Register>) throws {
    guard let cap, try tx.orders.countHeld(at: register) >= cap else { return }
    throw Refusal(.holdLimitReached, "This register already holds \(cap) orders, the shop's limit. Retrieve or delete one first.")
  }

  /// Keeps back what the order's lines need, as the hold promises.
  func reserveStock(for order: Order, until expiresAt: Instant?) throws {
    guard let location = order.locationID else { return }
    let demands = order.lines.filter { !$0.isPreorder }.compactMap(\.stockDemand)
    try tx.stock.reserve(demands, stockCause("hold", order.id, at: location), until: expiresAt)
  }
}
