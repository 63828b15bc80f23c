/// Somebody who buys; known by whatever they gave, at least a name or another way to tell them apart.
package struct Customer: Sendable, Equatable, Identified {
  package static let idPrefix = "cus"

  package let id: ID<Customer>
  package var name: String?
  package var company: String?
  package var email: String?
  package var phone: String?
  /// BCP 47, for what is written to them.
  package var language: String?
  package var taxID: String?
  /// By when they usually pay; copied to an order that has no terms of its own.
  package var paymentTerms: PaymentTerms?
  package var isTaxExempt: Bool
  package var addresses: [Address]
  package var defaultBillingAddressID: ID<Address>?
  package var defaultShippingAddressID: ID<Address>?
  package var groups: [String]
  package var tags: [String]
  /// What they agreed to, by name: `marketing_email`.
  package var consents: [Consent]
  package var note: String?
  /// Minor units of the shop's currency; the sum of the ledger, changed only by it.
  package var storeCredit: Int64
  package var points: Int64
  package let createdAt: Instant
  package var updatedAt: Instant

  package init(id: ID<Customer>, createdAt: Instant) {
    self.id = id
    self.createdAt = createdAt
    updatedAt = createdAt
    isTaxExempt = false
    addresses = []
    groups = []
    tags = []
    consents = []
    storeCredit = 0
    points = 0
  }

  /// One thing a customer agreed to or refused.
  package struct Consent: Sendable, Hashable {
    package let name: String
    package let isGiven: Bool

    package init(name: String, isGiven: Bool) {
      self.name = name
      self.isGiven = isGiven
    }
  }

  package var defaultBillingAddress: Address? { copy(of: defaultBillingAddressID) }

  package var defaultShippingAddress: Address? { copy(of: defaultShippingAddressID) }

  /// An address as an order keeps it: a copy that belongs to no book.
  private func copy(of id: ID<Address>?) -> Address? {
    guard let id, var address = addresses.first(where: { $0.id == id }) else { return nil }
    address.id = nil
    return address
  }

  /// What a till or list calls them.
  package var shownName: String {
    name ?? company ?? email ?? phone ?? "Customer"
  }

  /// Puts texts into their stored form and refuses what does not fit.
  /// - Throws: `validationFailed` naming every field.
  package mutating func settle() throws(Refusal) {
    name = name?.composed
    company = company?.composed
    email = email?.composed
    phone = phone?.composed
    tags = Self.distinct(tags)
    groups = Self.distinct(groups)
    var checks = FieldChecks()
    checks.text(name, "name", limit: 255)
    checks.text(company, "company", limit: 255)
    checks.text(phone, "phone", limit: 64)
    checks.text(taxID, "tax_id", limit: 64)
    checks.text(note, "note", limit: 10_000, multiline: true)
    checks.text(language, "language", limit: 35)
    checks.texts(tags, "tags")
    checks.texts(groups, "groups")
    if let email, !Self.isEmailAddress(email) { checks.fail("email", "invalid", "An e-mail address has the form name@example.org.") }
    if addresses.count > 100 { checks.fail("addresses", "too_many", "A customer may have at most 100 addresses.") }
    for (index, address) in addresses.prefix(100).enumerated() { address.check("addresses[\(index)]", &checks) }
    checkDefaults(&checks)
    for consent in consents { checks.code(consent.name, "consents") }
    if consents.count > 50 { checks.fail("consents", "too_many", "A customer may have at most 50 consents.") }
    try checks.finish()
  }

  private func checkDefaults(_ checks: inout FieldChecks) {
    if let id = defaultBillingAddressID, !addresses.contains(where: { $0.id == id }) {
      checks.fail("default_billing_address_id", "unknown", "This customer has no such address.")
    }
    if let id = defaultShippingAddressID, !addresses.contains(where: { $0.id == id }) {
      checks.fail("default_shipping_address_id", "unknown", "This customer has no such address.")
    }
  }

  /// Composed, without blanks at the ends, each once, in their order.
  package static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.map { $0.trimmedText ?? "" }.filter { seen.insert($0).inserted }
  }

  /// The few things that make a text plausible as an address; whether it exists, only a message can tell.
  private static func isEmailAddress(_ text: String) -> Bool {
    guard text.utf8.count <= 254 else { return false }
    let scalars = text.unicodeScalars
    guard !scalars.contains(where: { $0.isControl || $0.isInvisible || $0.properties.isWhitespace || $0 == "," || $0 == ";" }) else {
      return false
    }
    let parts = scalars.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[0].count <= 64 && !parts[1].isEmpty
  }
}
