package import Domain
import Stores

extension UnitOfWork {
  package func findCustomer(_ id: ID<Customer>) throws -> Customer {
    try principal.require(.readCustomers)
    return try tx.customers.take(id)
  }

  package func listCustomers(search: String?, page: PageRequest) throws -> Page<Customer> {
    try principal.require(.readCustomers)
    return try tx.customers.list(search: search, page: page)
  }

  /// What changed a customer's store credit, newest first.
  package func listCredit(of id: ID<Customer>, page: PageRequest) throws -> Page<CreditEntry> {
    try principal.require(.readCustomers)
    _ = try tx.customers.take(id)
    return try seen(try tx.customers.creditEntries(of: id, page: page))
  }

  /// What changed a customer's points, newest first.
  package func listPoints(of id: ID<Customer>, page: PageRequest) throws -> Page<CreditEntry> {
    try principal.require(.readCustomers)
    _ = try tx.customers.take(id)
    return try seen(try tx.customers.pointsEntries(of: id, page: page))
  }

  /// Entries as far as the principal may see them: the sums are the customer's, an order of another location is not named.
  func seen(_ page: Page<CreditEntry>) throws -> Page<CreditEntry> {
    guard let location = principal.locationID else { return page }
    let near = try tx.orders.located(at: location, among: page.elements.compactMap(\.orderID))
    return page.map { entry in entry.orderID.map { near.contains($0) } ?? true ? entry : entry.withoutOrder }
  }
}
