package import Domain
import Stores

extension UnitOfWork {
  /// The orders that links are to be mailed for, in the order in which they were named, held ones or not.
  ///
  /// - Throws: `validationFailed` naming every one that does not exist for the principal.
  package func findForLinks(_ ids: [ID<Order>], at location: ID<Location>?) throws -> [Order] {
    try principal.require(.sendInvoice)
    if let location, try !principal.sees(location) || tx.locations.find(location) == nil {
      throw Refusal.invalid("location_id", "unknown", "There is no such location.")
    }
    var checks = FieldChecks()
    var orders: [Order] = []
    for (index, id) in ids.enumerated() {
      if let order = try tx.orders.find(id, in: orderScope()), location == nil || order.locationID == location {
        orders.append(order)
      } else {
        checks.fail("order_ids[\(index)]", "unknown", "There is no such order.")
      }
    }
    try checks.finish()
    return orders
  }

  /// Sends the customer of a held order a link to finish it: into the conversation that it was made in, else by e-mail. That it is held is looked at in the same transaction, so that of several who
  /// ask at once exactly one sends.
  ///
  /// - Throws: ``RefusalCode/notHeld``, ``RefusalCode/notReady`` without an address, and whatever keeps an invoice from being sent.
  package func sendHeldLink(_ id: ID<Order>, letter: InvoiceLetter) throws -> Order {
    try principal.require(.sendInvoice)
    let order = try takeOrder(id)
    guard order.hold != nil else {
      throw Refusal(.notHeld, "This order is not on hold, so no link was sent.")
    }
    if try recipient(of: order)?.channel == .conversation {
      return try sendInvoice(id, InvoiceRequest(way: .conversation), letter: letter)
    }
    guard order.customer?.email != nil else { throw Refusal(.notReady, "Nobody with an e-mail address is on this order.") }
    return try sendInvoice(id, InvoiceRequest(way: .email), letter: letter)
  }
}
