/// Where somebody lives, or where things go; a customer has several, an order keeps copies.
package struct Address: Sendable, Hashable, Identified {
  package static let idPrefix = "adr"

  /// Nil on an address that belongs to no customer's book.
  package var id: ID<Address>?
  package var name: String?
  package var company: String?
  package var line1: String?
  package var line2: String?
  package var city: String?
  package var region: String?
  package var postalCode: String?
  /// ISO 3166 alpha-2, upper case.
  package var country: String?
  package var phone: String?

  package init(
    id: ID<Address>? = nil, name: String? = nil, company: String? = nil, line1: String? = nil, line2: String? = nil, city: String? = nil,
    region: String? = nil, postalCode: String? = nil, country: String? = nil, phone: String? = nil
  ) {
    self.id = id
    self.name = name
    self.company = company
    self.line1 = line1
    self.line2 = line2
    self.city = city
    self.region = region
    self.postalCode = postalCode
    self.country = country
    self.phone = phone
  }

  /// Adds what does not fit to `checks`, each field named below `field`.
  package func check(_ field: String, _ checks: inout FieldChecks) {
    checks.text(name, "\(field).name", limit: 255)
    checks.text(company, "\(field).company", limit: 255)
    checks.text(line1, "\(field).line1", limit: 255)
    checks.text(line2, "\(field).line2", limit: 255)
    checks.text(city, "\(field).city", limit: 255)
    checks.text(region, "\(field).region", limit: 255)
    checks.text(postalCode, "\(field).postal_code", limit: 32)
    checks.text(phone, "\(field).phone", limit: 64)
    if let country, !Self.isCountryCode(country) {
      checks.fail("\(field).country", "invalid", "A country is two capital letters, such as PL.")
    }
  }

  /// Whether a text has the shape of ISO 3166 alpha-2: two capital letters.
  package static func isCountryCode(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { $0 >= 65 && $0 <= 90 }
  }
}
