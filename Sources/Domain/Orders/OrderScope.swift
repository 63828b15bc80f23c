/// Which orders exist for somebody: those of one location or of all, and held ones as the shop decided (`held_orders_visibility`).
package struct OrderScope: Sendable, Equatable {
  /// How far held orders are seen from a till.
  package enum Held: Sendable, Equatable {
    case register(ID<Register>)
    case location
    case shop
  }

  /// Nil sees every location.
  package let location: ID<Location>?
  package let held: Held

  package init(location: ID<Location>?, held: Held) {
    self.location = location
    self.held = held
  }

  /// The shop's own hand, and everybody who is bound to no location.
  package static let everything = OrderScope(location: nil, held: .location)

  /// Whether the order exists within this scope; outside, it is *not found*.
  package func sees(_ order: Order) -> Bool {
    guard let location else { return true }
    switch held {
    case .register(let register): return order.locationID == location && (order.hold == nil || order.hold?.registerID == register)
    case .location: return order.locationID == location
    case .shop: return order.locationID == location || order.hold != nil || order.lease != nil
    }
  }
}
