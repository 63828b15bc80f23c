package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Puts several records of one person into one: orders, conversations, addresses, credit and points are the one's from then on, and the
  /// others are gone from the lists.
  ///
  /// - Throws: `validationFailed` for one that does not exist; ``RefusalCode/inUse`` for one with points put aside or with saved cards, and
  ///   for somebody bound to a location while one has orders elsewhere.
  package func mergeCustomers(_ others: [ID<Customer>], into id: ID<Customer>) throws -> Customer {
    try principal.require(.mergeContacts)
    var customer = try tx.customers.take(id)
    var moved: [CustomerStore.Moved] = []
    for (index, other) in others.enumerated() {
      let found = try mergeable(other, "customer_ids[\(index)]", into: id)
      customer.join(found)
      moved.append(try tx.customers.moveBelongings(of: other, to: id, at: now))
      try moveCredit(of: found, to: id)
      try tx.customers.retire(other, createdAt: found.createdAt, at: now)
      try record(
        "customer.merged", EventObject("customer", other.text), at: nil, data: .object([("merged_into", .string(id.text))]))
    }
    try customer.settle()
    customer.updatedAt = now
    try tx.customers.save(customer)
    for each in moved { try tell(of: each) }
    try indexConversations(of: id)
    try record(
      "customer.merged", EventObject("customer", id.text), at: nil,
      data: .object([("merged_ids", .array(others.map { .string($0.text) }))]))
    return try tx.customers.take(id)
  }

  /// Says of everything that moved that it is another customer's now, one at a time however many there are.
  private func tell(of moved: CustomerStore.Moved) throws {
    for id in moved.orders {
      let order = try tx.orders.take(id, in: .everything)
      try index(order)
      try tell("order.updated", of: order)
    }
    for id in moved.conversations {
      let conversation = try tx.conversations.take(id)
      try record("conversation.updated", conversation.eventObject, at: conversation.locationID, data: conversation.eventData)
    }
  }

  private func mergeable(_ other: ID<Customer>, _ field: String, into id: ID<Customer>) throws -> Customer {
    guard other != id else { throw Refusal.invalid(field, "same", "A customer cannot be put into themselves.") }
    guard let found = try tx.customers.find(other) else { throw Refusal.invalid(field, "unknown", "There is no such customer.") }
    guard try !tx.customers.hasReservedPoints(other) else {
      throw Refusal.inUse("An open order of \(found.shownName) keeps points. Place or cancel it first.")
    }
    guard try tx.savedMethods.list(of: other).isEmpty else {
      throw Refusal.inUse("\(found.shownName) has saved cards, which cannot move. Remove them first, or merge the other way round.")
    }
    if let location = principal.locationID, try tx.orders.hasOrders(of: other, elsewhereThan: location) {
      throw Refusal.inUse("This customer has orders at another location. Somebody who works for the whole shop can put them together.")
    }
    return found
  }

  private func moveCredit(of other: Customer, to id: ID<Customer>) throws {
    if other.storeCredit > 0 {
      let money = Money(minorUnits: other.storeCredit, currency: try tx.settings.current().currency)
      _ = try tx.customers.spendCredit(other.id, money, creditCause("merged"))
      _ = try tx.customers.giveCredit(id, money, creditCause("merged"))
    }
    if other.points > 0 {
      _ = try tx.customers.spendPoints(other.id, other.points, creditCause("merged"))
      _ = try tx.customers.givePoints(id, other.points, creditCause("merged"))
    }
  }
}
