package import Domain
import SQLEngine
import Stores

extension UnitOfWork {
  /// The order with the day it is read on, and with its link once it has been sent; a link is made when somebody looks, never kept.
  func linked(_ order: Order) throws -> Order {
    guard order.invoice != nil || order.paymentTerms != nil else { return order }
    return try linked([order]).first ?? order
  }

  /// The same for several.
  package func linked(_ orders: [Order]) throws -> [Order] {
    let orders = try dated(orders)
    let rotations = try tx.checkoutLinks.rotations(of: orders.filter { $0.invoice != nil }.map(\.id))
    guard !rotations.isEmpty else { return orders }
    return orders.map { order in
      var order = order
      order.checkoutURL = rotations[order.id.text].map { links.url(of: order.id, rotation: $0) }
      return order
    }
  }

  /// Makes the link of an order, with its first sending. One that another secret made is made anew.
  func makeLink(of id: ID<Order>) throws {
    let rotation = try tx.checkoutLinks.find(of: id)?.rotation ?? 0
    let link = CheckoutLink(orderID: id, tokenHash: CheckoutLinks.hash(links.token(of: id, rotation: rotation)), rotation: rotation)
    if try tx.checkoutLinks.find(of: id) != link { try tx.checkoutLinks.save(link, at: now) }
  }
}

extension Shop {
  /// A message as it leaves: with the link of its order where its text has a place for it.
  package func addressed(_ message: Message) async throws -> Message {
    guard let order = message.orderID, message.text.contains(CheckoutLink.placeholder) else { return message }
    let links = links
    let link = try await database.read { tx in links.url(of: order, rotation: try tx.checkoutLinks.find(of: order)?.rotation ?? 0) }
    var message = message
    message.text = message.text.split(separator: CheckoutLink.placeholder, omittingEmptySubsequences: false).joined(separator: link)
    message.html = message.html?.split(separator: CheckoutLink.placeholder, omittingEmptySubsequences: false).joined(separator: link)
    return message
  }
}
