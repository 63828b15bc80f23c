import Domain
import Stores

extension UnitOfWork {
  /// Makes a customer of who bought in the online store, so that staff find the order by name, e-mail and phone, and the person by their
  /// orders. What was agreed stays: prices, addresses and papers are not looked at again.
  ///
  /// Somebody is taken for a customer there is only by name and address together: an address alone can be anybody's.
  func knowBuyer(of order: inout Order) throws {
    guard order.channel == .onlineStore, order.customerID == nil else { return }
    let email = try tx.checkoutWords.email(of: order.id)
    let contact = order.billingAddress ?? order.shippingAddress
    let name = contact?.name ?? order.shippingAddress?.name
    let phone = contact?.phone ?? order.shippingAddress?.phone
    guard name != nil || email != nil || phone != nil else { return }
    if let email, let known = try tx.customers.list(email: email).first(where: { $0.name?.identityKey == name?.identityKey }) {
      order.customerID = known.id
      order.customer = known
      return
    }
    var buyer = Customer(id: ids.next(), createdAt: now)
    buyer.name = name
    buyer.email = email
    buyer.phone = phone
    buyer.language = order.language
    if var address = order.shippingAddress ?? order.billingAddress, address.line1 != nil {
      address.id = ids.next()
      buyer.addresses = [address]
      buyer.defaultBillingAddressID = address.id
      buyer.defaultShippingAddressID = address.id
    }
    try buyer.settle()
    try tx.customers.add(buyer)
    try record("customer.created", EventObject("customer", buyer.id.text), at: nil)
    order.customerID = buyer.id
    order.customer = buyer
  }
}
