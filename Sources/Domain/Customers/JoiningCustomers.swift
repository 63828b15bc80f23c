extension Customer {
  /// Takes over what is known of the same person under another record: what was said here stays, what was missing is filled in.
  ///
  /// Credit and points are not touched, because they move only with an entry in their ledgers.
  package mutating func join(_ other: Customer) {
    name = name ?? other.name
    company = company ?? other.company
    email = email ?? other.email
    phone = phone ?? other.phone
    language = language ?? other.language
    taxID = taxID ?? other.taxID
    paymentTerms = paymentTerms ?? other.paymentTerms
    for address in other.addresses where !addresses.contains(where: { $0.isSamePlace(as: address) }) { addresses.append(address) }
    let known = Set(addresses.compactMap(\.id))
    if defaultBillingAddressID == nil, let id = other.defaultBillingAddressID, known.contains(id) { defaultBillingAddressID = id }
    if defaultShippingAddressID == nil, let id = other.defaultShippingAddressID, known.contains(id) { defaultShippingAddressID = id }
    groups += other.groups.filter { !groups.contains($0) }
    tags += other.tags.filter { !tags.contains($0) }
    consents += other.consents.filter { consent in !consents.contains { $0.name == consent.name } }
    note = [note, other.note].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n\n").trimmedText
  }
}

extension Address {
  fileprivate func isSamePlace(as other: Address) -> Bool {
    var copy = other
    copy.id = id
    return copy == self
  }
}
