package import Domain
import Secrets
import Stores

extension UnitOfWork {
  /// Forgets a person for good and keeps the books: name, addresses, notes and messages go; orders, invoices of sales and sums stay (P25).
  ///
  /// - Throws: ``RefusalCode/inUse`` while the shop owes them store credit: money first, then the name it is owed to.
  package func eraseCustomer(_ id: ID<Customer>) throws {
    try principal.require(.eraseCustomer)
    let customer = try tx.customers.take(id)
    guard customer.storeCredit == 0 else {
      throw Refusal.inUse("The shop owes this customer store credit. Pay it out first.")
    }
    for erased in try erase(customer) { try record("customer.erased", EventObject("customer", erased.text), at: nil) }
  }

  /// Forgets once more whoever was forgotten after a backup was made; for a shop that was restored from it.
  ///
  /// - Returns: how many of them the backup still knew.
  package func eraseAgain(_ ids: [ID<Customer>]) throws -> Int {
    try principal.require(.eraseCustomer)
    var count = 0
    for id in ids {
      guard let customer = try tx.customers.find([id])[id] else { continue }
      _ = try erase(customer)
      try record("customer.erased", EventObject("customer", id.text), at: nil, reason: "restored from a backup")
      count += 1
    }
    return count
  }

  /// Forgets somebody under every name that they had here: those who were put into them are the same person.
  ///
  /// - Returns: who was forgotten, themselves first.
  private func erase(_ customer: Customer) throws -> [ID<Customer>] {
    let merged = try tx.customers.merged(into: customer.id)
    let known = try tx.customers.find(merged)
    let everybody = [customer] + merged.compactMap { known[$0] }
    for each in everybody {
      try tx.providerCustomers.erase(each.id, at: now)
      let spoken = try tx.erasures.erase(each.id, email: each.email, phone: each.phone, at: now, mark: SecretText.hash)
      for id in spoken.orders { try index(try tx.orders.take(id, in: .everything)) }
      for id in spoken.conversations { if let conversation = try tx.conversations.find(id) { try index(conversation) } }
    }
    return everybody.map(\.id)
  }

  /// Everybody who was erased, for the list that a later restore goes by.
  package func listErasures() throws -> [ID<Customer>] {
    try principal.require(.eraseCustomer)
    return try tx.erasures.list()
  }

  /// The first half of what follows an erasure: no word of the person is left in the search index. The shop's own timer calls it.
  ///
  /// - Returns: the moment until which that holds.
  package func compactErasedSearch() throws -> Instant {
    try principal.require(.eraseCustomer)
    try tx.erasures.compactSearch()
    return now
  }

  /// The second half, after the log of the database was emptied.
  package func settleErasures(until moment: Instant) throws {
    try principal.require(.eraseCustomer)
    try tx.erasures.settle(until: moment, at: now)
  }
}
