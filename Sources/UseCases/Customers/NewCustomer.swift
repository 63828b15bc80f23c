package import Domain
import Stores

/// Somebody the shop does not know yet, as whoever writes an order for them takes them down: any one of the first four is enough.
package struct NewCustomer: Sendable {
  package var name: String?
  package var company: String?
  package var email: String?
  package var phone: String?
  /// BCP 47.
  package var language: String?
  /// Where they live; goods and invoices go there until they say otherwise.
  package var address: Address?

  package init() {}
}

extension UnitOfWork {
  /// The customer as they would be stored; nothing is stored yet.
  ///
  /// - Throws: ``RefusalCode/validationFailed`` naming the fields below `new_customer`.
  func makeCustomer(_ request: NewCustomer) throws -> Customer {
    try principal.require(.manageCustomers)
    var customer = Customer(id: ids.next(), createdAt: now)
    customer.name = request.name
    customer.company = request.company
    customer.email = request.email
    customer.phone = request.phone
    customer.language = request.language
    if var address = request.address {
      var checks = FieldChecks()
      address.check("new_customer.address", &checks)
      try checks.finish()
      let addressID: ID<Address> = ids.next()
      address.id = addressID
      customer.addresses = [address]
      customer.defaultBillingAddressID = addressID
      customer.defaultShippingAddressID = addressID
    }
    do {
      try customer.settle()
    } catch {
      throw error.below("new_customer")
    }
    guard customer.name != nil || customer.company != nil || customer.email != nil || customer.phone != nil else {
      throw Refusal.invalid(
        "new_customer.name", "required", "A customer has at least a name, a company, an e-mail address or a phone number.")
    }
    return customer
  }

  /// Stores somebody whom ``makeCustomer(_:)`` made.
  func keepCustomer(_ customer: Customer) throws {
    try tx.customers.add(customer)
    try record("customer.created", EventObject("customer", customer.id.text), at: nil)
  }
}
