package import Domain
package import Stores

extension UnitOfWork {
  /// One order that the principal may see.
  ///
  /// - Throws: ``RefusalCode/notFound``.
  package func findOrder(_ id: ID<Order>) throws -> Order {
    try principal.require(.readOrders)
    guard let order = try tx.orders.find(id, in: try orderScope()) else { throw Refusal.notFound("order") }
    return try linked(order)
  }

  /// A page of orders that the principal may see.
  package func listOrders(_ filter: OrderFilter, page: PageRequest) throws -> Page<Order> {
    try principal.require(.readOrders)
    var filter = filter
    if filter.isOverdue != nil { filter.today = try businessDay() }
    let found = try tx.orders.list(filter, page: page, in: try orderScope())
    return Page(elements: try linked(found.elements), next: found.next)
  }

  /// How many orders wait in each part of the list that the principal may see.
  package func countOrders() throws -> OrderCounts {
    try principal.require(.readOrders)
    return try tx.orders.counts(in: try orderScope(), today: try businessDay())
  }

  /// What still keeps an order from being placed.
  package func requirements(_ id: ID<Order>) throws -> [FieldFailure] {
    try requirements(of: try findOrder(id))
  }

  /// What happened to an order, oldest first.
  package func timeline(_ id: ID<Order>) throws -> [Event] {
    try principal.require(.readEvents)
    return try tx.events.list(of: try findOrder(id).id.text, limit: 1000)
  }
}
