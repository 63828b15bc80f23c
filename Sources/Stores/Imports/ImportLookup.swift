package import Domain
package import SQLEngine

/// Finds what an import brought in before, so that a second one changes nothing.
package struct ImportLookup {
  let tx: Transaction

  /// Customers by what identifies them: e-mail addresses in lower case, phone numbers as they are, names of those who have neither.
  package struct Customers: Sendable {
    package var byEmail: [String: ID<Customer>] = [:]
    package var byPhone: [String: ID<Customer>] = [:]
    package var byName: [String: ID<Customer>] = [:]
  }

  /// All customers; the oldest of two that share something comes first.
  package func customers() throws -> Customers {
    var found = Customers()
    for row in try tx.rows(
      "SELECT id, name, company, email, phone FROM customers WHERE removed_at IS NULL ORDER BY created_at DESC, id DESC")
    {
      let id: ID<Customer> = try row.id("id")
      let (email, phone) = (try row.textOrNil("email"), try row.textOrNil("phone"))
      if let email { found.byEmail[email.identityKey] = id }
      if let phone { found.byPhone[phone] = id }
      if email == nil, phone == nil, let name = try row.textOrNil("name") ?? row.textOrNil("company") { found.byName[name] = id }
    }
    return found
  }

  /// Whether a movement of this variant was written for this reason.
  package func hasMovement(of variant: ID<Variant>, reason: String) throws -> Bool {
    try tx.row("SELECT 1 AS one FROM stock_movements WHERE variant_id = \(variant) AND reason = \(reason) LIMIT 1") != nil
  }

  /// The location that the shop has had for longest.
  package func firstLocation() throws -> ID<Location>? {
    try tx.row("SELECT id FROM locations WHERE removed_at IS NULL ORDER BY created_at, id LIMIT 1").map { try $0.id("id") }
  }
}

extension Transaction {
  package var importLookup: ImportLookup { ImportLookup(tx: self) }
}
