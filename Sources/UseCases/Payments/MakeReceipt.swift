package import Domain
import Stores

/// An order with the names that a receipt prints beside it.
package struct ReceiptFacts: Sendable {
  package let order: Order
  package let settings: ShopSettings
  package let locationName: String?
  package let registerName: String?
  package let staffName: String?
  package let customerName: String?
}

extension UnitOfWork {
  /// What a receipt of an order says.
  ///
  /// - Throws: ``RefusalCode/notFound`` for an order outside the scope.
  package func receiptFacts(_ id: ID<Order>) throws -> ReceiptFacts {
    let order = try findOrder(id)
    let till = order.payments.last?.registerID ?? order.registerID
    let seller = order.payments.last?.staffID ?? order.staffID
    return ReceiptFacts(
      order: order, settings: try tx.settings.current(),
      locationName: try order.locationID.flatMap { try tx.locations.find($0)?.name },
      registerName: try till.flatMap { try tx.registers.find($0)?.name },
      staffName: try seller.flatMap { try tx.staff.find(ID(stored: $0))?.name },
      customerName: try order.customerID.flatMap { try tx.customers.find($0)?.name })
  }
}
