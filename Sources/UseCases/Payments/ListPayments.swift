package import Domain
import Stores

extension UnitOfWork {
  /// Every payment and refund that the principal may see, newest first.
  package func listPayments(_ filter: PaymentFilter, page: PageRequest) throws -> Page<PaymentEntry> {
    try principal.require(.readOrders)
    return try tx.paymentList.list(filter, page: page, in: try orderScope())
  }

  /// How much of the money that the principal may see waits for somebody.
  package func paymentsWaiting() throws -> PaymentsWaiting {
    try principal.require(.readOrders)
    return try tx.paymentList.waiting(in: try orderScope())
  }

  /// What orders are called, for lists that name them; those that the principal may not see are left out.
  package func labels(of orders: some Sequence<ID<Order>>) throws -> [ID<Order>: OrderLabel] {
    try principal.require(.readOrders)
    return try tx.paymentList.labels(of: Set(orders), in: try orderScope())
  }
}
