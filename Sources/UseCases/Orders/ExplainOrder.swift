package import Domain

extension UnitOfWork {
  /// How every cent of an order's total came about, now.
  ///
  /// - Throws: ``RefusalCode/notFound``.
  package func explainOrder(_ id: ID<Order>) throws -> (order: Order, explanation: OrderExplanation) {
    let order = try findOrder(id)
    return (order, try order.explained())
  }
}
