package import Domain
import Stores

/// An order with the places that stand on its packing slip.
package struct PackingFacts: Sendable {
  package let order: Order
  package let settings: ShopSettings
  /// Where it is sent from.
  package let from: Location?
  /// Where its customer fetches it; nil where it is sent.
  package let pickup: Location?
}

/// What is to be fetched for some orders, with what the shelf holds of it.
package struct PickingFacts: Sendable {
  package let list: PickList
  /// By variant, where all the orders belong to one location.
  package let levels: [ID<Variant>: InventoryLevel]
  package let locationName: String?
  /// How many orders the principal does not see.
  package let missing: Int
}

extension UnitOfWork {
  /// What packing slips say.
  ///
  /// - Throws: ``RefusalCode/notFound`` for an order outside the scope.
  package func packingFacts(_ id: ID<Order>) throws -> PackingFacts {
    let order = try findOrder(id)
    return PackingFacts(
      order: order, settings: try tx.settings.current(), from: try order.locationID.flatMap { try tx.locations.find($0) },
      pickup: try order.shippingLine?.pickupLocationID.flatMap { try tx.locations.find($0) })
  }

  /// The orders of several packing slips, in the order in which they were named; those that the principal does not see are left out.
  package func packingFacts(_ ids: [ID<Order>]) throws -> [PackingFacts] {
    try seen(ids).map { try packingFacts($0.id) }
  }

  /// What is to be fetched from the shelves for some orders.
  package func pickingFacts(_ ids: [ID<Order>]) throws -> PickingFacts {
    let orders = try seen(ids)
    let list = PickList(orders)
    let places = Set(list.wanting.compactMap(\.locationID))
    let place = places.count == 1 ? try places.first.flatMap { try tx.locations.find($0) } : nil
    var levels: [ID<Variant>: InventoryLevel] = [:]
    if let place {
      for variant in Set(list.rows.compactMap(\.variantID)) { levels[variant] = try tx.stock.level(of: variant, at: place.id) }
    }
    return PickingFacts(list: list, levels: levels, locationName: place?.name, missing: ids.count - orders.count)
  }

  private func seen(_ ids: [ID<Order>]) throws -> [Order] {
    try principal.require(.readOrders)
    let scope = try orderScope()
    var known: Set<ID<Order>> = []
    return try ids.filter { known.insert($0).inserted }.compactMap { try tx.orders.find($0, in: scope) }
  }
}
