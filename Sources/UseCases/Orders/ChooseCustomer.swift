import Domain
import Stores

extension UnitOfWork {
  /// Says whom an order is for, and fills in from them what the order has not: addresses, payment terms, language, exemption from tax.
  ///
  /// What was filled in from the customer before goes with them; what somebody wrote stays.
  /// - Throws: ``RefusalCode/validationFailed`` for a customer that does not exist.
  func setCustomer(_ id: ID<Customer>?, of order: inout Order) throws {
    let customer = try id.map { id in
      guard let customer = try tx.customers.find(id) else {
        throw Refusal.invalid("customer_id", "unknown", "There is no such customer.")
      }
      return customer
    }
    guard id != order.customerID else { return }
    order.belong(to: customer)
  }
}

extension Order {
  /// Is for them from now on, or for nobody.
  mutating func belong(to customer: Customer?) {
    leave(self.customer)
    customerID = customer?.id
    self.customer = customer
    if let customer { take(from: customer) }
  }

  fileprivate mutating func leave(_ customer: Customer?) {
    guard let customer else { return }
    if billingAddress == customer.defaultBillingAddress { billingAddress = nil }
    if shippingAddress == customer.defaultShippingAddress { shippingAddress = nil }
    if paymentTerms == customer.paymentTerms { paymentTerms = nil }
    if language == customer.language { language = nil }
    if customer.isTaxExempt { taxesEnabled = true }
  }

  fileprivate mutating func take(from customer: Customer) {
    billingAddress = billingAddress ?? customer.defaultBillingAddress
    shippingAddress = shippingAddress ?? customer.defaultShippingAddress
    paymentTerms = paymentTerms ?? customer.paymentTerms
    language = language ?? customer.language
    if customer.isTaxExempt { taxesEnabled = false }
  }
}
