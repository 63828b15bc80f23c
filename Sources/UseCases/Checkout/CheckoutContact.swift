import Domain
import Stores

extension UnitOfWork {
  /// Where mail about an order goes: to its customer's own address, else to the one that was typed on its link.
  func mailAddress(of order: Order) throws -> String? {
    try order.customer?.email ?? tx.checkoutWords.email(of: order.id)
  }
}
