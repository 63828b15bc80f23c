import Domain
import Stores

extension UnitOfWork {
  /// Reads customers from Shopify's CSV: found again by e-mail address, else phone number, else name, so that a second import
  /// changes nothing. What the file leaves empty stays as it is.
  ///
  /// - Throws: `validationFailed` naming every bad row; then nothing is stored.
  package func importCustomers(
    _ text: String, progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws -> ImportSummary {
    try principal.require(.importData)
    let customers = try ImportedCustomer.read(try CSVTable(text))
    var known = try tx.importLookup.customers()
    var problems = ImportProblems()
    var count = ImportSummary.Count()
    for (index, customer) in customers.enumerated() {
      progress(Int64(index + 1), Int64(customers.count))
      do {
        let id = try store(customer, known.find(customer), &count)
        known.add(customer, id)
      } catch let refusal as Refusal {
        problems.add(customer.row, refusal)
      }
    }
    try problems.finish()
    var summary = ImportSummary()
    summary.add("Customers", count)
    return summary
  }

  private func store(
    _ imported: ImportedCustomer, _ id: ID<Customer>?, _ count: inout ImportSummary.Count
  ) throws -> ID<Customer> {
    guard let id, let existing = try tx.customers.find(id) else {
      count.added += 1
      return try createCustomer(imported.changes(since: nil, ids: ids)).id
    }
    var after = existing
    let changes = imported.changes(since: existing, ids: ids)
    changes.apply(to: &after)
    try after.settle()
    if after == existing {
      count.unchanged += 1
    } else {
      _ = try changeCustomer(id, changes)
      count.changed += 1
    }
    return id
  }
}

extension ImportedCustomer {
  fileprivate func changes(since existing: Customer?, ids: IDSource) -> Changes<Customer> {
    var changes = Changes<Customer>()
    if let name { changes.set(\.name, to: name) }
    if let company { changes.set(\.company, to: company) }
    if let email { changes.set(\.email, to: email) }
    if let phone { changes.set(\.phone, to: phone) }
    if let note { changes.set(\.note, to: note) }
    if let isTaxExempt { changes.set(\.isTaxExempt, to: isTaxExempt) }
    if !tags.isEmpty { changes.set(\.tags, to: Customer.distinct((existing?.tags ?? []) + tags)) }
    if !consents.isEmpty {
      let others = (existing?.consents ?? []).filter { old in !consents.contains { $0.name == old.name } }
      let merged = (others + consents).sorted { $0.name < $1.name }
      if Set(merged) != Set(existing?.consents ?? []) { changes.set(\.consents, to: merged) }
    }
    if var address, !(existing?.addresses ?? []).contains(where: { $0.hasSameText(as: address) }) {
      address.id = ids.next()
      changes.set(\.addresses, to: (existing?.addresses ?? []) + [address])
      changes.set(\.defaultBillingAddressID, to: address.id)
      changes.set(\.defaultShippingAddressID, to: address.id)
    }
    return changes
  }
}

extension Address {
  fileprivate func hasSameText(as other: Address) -> Bool {
    var copy = self
    copy.id = other.id
    return copy == other
  }
}

extension ImportLookup.Customers {
  fileprivate func find(_ customer: ImportedCustomer) -> ID<Customer>? {
    if let email = customer.email { return byEmail[email.identityKey] }
    if let phone = customer.phone { return byPhone[phone] }
    return (customer.name ?? customer.company).flatMap { byName[$0] }
  }

  fileprivate mutating func add(_ customer: ImportedCustomer, _ id: ID<Customer>) {
    if let email = customer.email { byEmail[email.identityKey] = id }
    if let phone = customer.phone { byPhone[phone] = id }
    if customer.email == nil, customer.phone == nil, let name = customer.name ?? customer.company { byName[name] = id }
  }
}
