package import Domain
import Stores

extension UnitOfWork {
  /// The order with its link, once it has been sent; a link is made when somebody looks, never kept.
  func linked(_ order: Order) throws -> Order {
    guard order.invoice != nil else { return order }
    return try linked([order]).first ?? order
  }

  /// The same for several.
  package func linked(_ orders: [Order]) throws -> [Order] {
    let rotations = try tx.checkoutLinks.rotations(of: orders.filter { $0.invoice != nil }.map(\.id))
    guard !rotations.isEmpty else { return orders }
    return orders.map { order in
      var order = order
      order.checkoutURL = rotations[order.id.text].map { links.url(of: order.id, rotation: $0) }
      return order
    }
  }

  /// The link of an order, which is made with its first sending. One that another secret made is made anew.
  func makeLink(of id: ID<Order>) throws -> String {
    let rotation = try tx.checkoutLinks.find(of: id)?.rotation ?? 0
    let link = CheckoutLink(orderID: id, tokenHash: CheckoutLinks.hash(links.token(of: id, rotation: rotation)), rotation: rotation)
    if try tx.checkoutLinks.find(of: id) != link { try tx.checkoutLinks.save(link, at: now) }
    return links.url(of: id, rotation: rotation)
  }
}
