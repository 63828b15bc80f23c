package import Domain
import Stores

extension UnitOfWork {
  /// Adds a customer; a till does so while the queue waits, so nothing but some way to tell them apart is asked for.
  package func createCustomer(_ changes: Changes<Customer>) throws -> Customer {
    try principal.require(.manageCustomers)
    var customer = Customer(id: ids.next(), createdAt: now)
    changes.apply(to: &customer)
    let credit = customer.storeCredit
    if credit != 0 || customer.points != 0 { try principal.require(.giveCredit) }
    try settle(&customer)
    guard customer.name != nil || customer.company != nil || customer.email != nil || customer.phone != nil else {
      throw Refusal.invalid("name", "required", "A customer has at least a name, a company, an e-mail address or a phone number.")
    }
    customer.storeCredit = 0
    try tx.customers.add(customer)
    if credit > 0 { customer.storeCredit = try give(credit, to: customer.id, reason: "opening balance") }
    if customer.points > 0 { customer.points = try tx.customers.givePoints(customer.id, customer.points, creditCause("opening balance")) }
    try record("customer.created", EventObject("customer", customer.id.text), at: nil)
    return customer
  }

  /// Changes what is known of a customer. New store credit and new points are entered in their ledgers as the difference.
  package func changeCustomer(_ id: ID<Customer>, _ changes: Changes<Customer>) throws -> Customer {
    try principal.require(.manageCustomers)
    let before = try tx.customers.take(id)
    var customer = before
    changes.apply(to: &customer)
    let (difference, overflow) = customer.storeCredit.subtractingReportingOverflow(before.storeCredit)
    if difference != 0 || overflow || customer.points != before.points { try principal.require(.giveCredit) }
    try settle(&customer)
    customer.updatedAt = now
    try tx.customers.save(customer)
    if difference != 0 { customer.storeCredit = try give(difference, to: id, reason: "correction") }
    if customer.points != before.points { customer.points = try setPoints(customer.points, of: before) }
    if customer.isFoundOtherwise(than: before) {
      try indexOrders(of: id)
      try indexConversations(of: id)
    }
    try record("customer.updated", EventObject("customer", id.text), at: nil)
    return customer
  }

  /// Makes the newest orders of a customer findable under the new name.
  private func indexOrders(of id: ID<Customer>) throws {
    var filter = OrderFilter()
    filter.customers = [id]
    for order in try tx.orders.list(filter, page: PageRequest(limit: 200), in: .everything).elements { try index(order) }
  }

  /// Gives store credit, or takes it back; the ledger keeps the reason.
  ///
  /// - Throws: ``RefusalCode/insufficientCredit`` where less is there than is taken.
  package func changeCredit(of id: ID<Customer>, by delta: Int64, reason: String) throws -> Customer {
    try principal.require(.readCustomers)
    _ = try tx.customers.take(id)
    try require(.giveCredit, on: id)
    _ = try give(delta, to: id, reason: reason)
    try record("customer.updated", EventObject("customer", id.text), at: nil, reason: reason)
    return try tx.customers.take(id)
  }

  /// Takes a customer out of the lists; orders keep naming them, conversations are with nobody known.
  ///
  /// - Throws: ``RefusalCode/inUse`` while they have store credit or points, put aside ones too, and for somebody bound to a location
  ///   while the customer has orders elsewhere.
  package func removeCustomer(_ id: ID<Customer>) throws {
    try principal.require(.manageCustomers)
    let customer = try tx.customers.take(id)
    guard customer.storeCredit == 0 else {
      throw Refusal.inUse("The shop owes this customer store credit. Pay it out first.")
    }
    guard try customer.points == 0 && !tx.customers.hasReservedPoints(id) else {
      throw Refusal.inUse("This customer has points, which would be lost. Set them to 0 first, or call off the order that keeps some.")
    }
    if let location = principal.locationID, try tx.orders.hasOrders(of: id, elsewhereThan: location) {
      throw Refusal.inUse("This customer has orders at another location. Somebody who works for the whole shop can remove them.")
    }
    try tx.customers.remove(id, at: now)
    try letConversationsGo(try tx.conversations.letGo(customer: id, at: now))
    try record("customer.removed", EventObject("customer", id.text), at: nil)
  }

  /// Addresses without an identity get one; then everything is checked.
  private func settle(_ customer: inout Customer) throws {
    for index in customer.addresses.indices where customer.addresses[index].id == nil { customer.addresses[index].id = ids.next() }
    if Set(customer.addresses.map(\.id)).count != customer.addresses.count {
      throw Refusal.invalid("addresses", "duplicate", "Each address has an id of its own.")
    }
    try customer.settle()
  }

  private func setPoints(_ points: Int64, of before: Customer) throws -> Int64 {
    points > before.points
      ? try tx.customers.givePoints(before.id, points - before.points, creditCause("correction"))
      : try tx.customers.spendPoints(before.id, before.points - points, creditCause("correction"))
  }

  private func give(_ delta: Int64, to id: ID<Customer>, reason: String) throws -> Int64 {
    let currency = try tx.settings.current().currency
    let money = Money(minorUnits: delta, currency: currency)
    return delta > 0
      ? try tx.customers.giveCredit(id, money, creditCause(reason))
      : try tx.customers.spendCredit(id, money.negated(), creditCause(reason))
  }
}

extension Customer {
  /// Whether an order of this customer is searched for by other words than before.
  fileprivate func isFoundOtherwise(than before: Customer) -> Bool {
    name != before.name || company != before.company || email != before.email || phone != before.phone
  }
}
