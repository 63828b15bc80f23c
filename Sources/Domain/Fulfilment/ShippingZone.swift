/// Where the same rates hold: countries, parts of them, or everywhere.
package struct ShippingZone: Sendable, Equatable, Identified {
  package static let idPrefix = "zon"
  /// The most areas one zone may have; there are about 250 countries.
  package static let areaLimit = 300

  package let id: ID<ShippingZone>
  package var name: String
  /// Empty: everywhere that no other zone names.
  package var areas: [ShippingArea]
  package let createdAt: Instant

  package init(id: ID<ShippingZone>, name: String, areas: [ShippingArea], createdAt: Instant) {
    self.id = id
    self.name = name
    self.areas = areas
    self.createdAt = createdAt
  }

  /// - Throws: `validationFailed` naming every field that does not fit.
  package mutating func settle() throws(Refusal) {
    name = name.composed
    var checks = FieldChecks()
    checks.text(name, "name", limit: 255, required: true)
    if areas.count > Self.areaLimit { checks.fail("areas", "too_many", "A zone may have at most \(Self.areaLimit) areas.") }
    for index in areas.indices.prefix(Self.areaLimit) { areas[index].settle("areas[\(index)]", &checks) }
    try checks.finish()
  }

  /// How closely the zone names an address: nil where it does not reach it, 0 for everywhere, more the closer.
  package func closeness(to address: Address) -> Int? {
    guard !areas.isEmpty else { return 0 }
    return areas.compactMap { $0.closeness(to: address) }.max()
  }
}

/// A country, some of its regions, or the places whose postal codes begin alike.
package struct ShippingArea: Sendable, Hashable {
  /// ISO 3166 alpha-2.
  package var country: String
  /// As addresses spell them, in any case; empty for all.
  package var regions: [String]
  /// Beginnings of postal codes, blanks and hyphens passed over; empty for all.
  package var postalCodePrefixes: [String]

  package init(country: String, regions: [String] = [], postalCodePrefixes: [String] = []) {
    self.country = country
    self.regions = regions
    self.postalCodePrefixes = postalCodePrefixes
  }

  mutating func settle(_ field: String, _ checks: inout FieldChecks) {
    if !Address.isCountryCode(country) { checks.fail("\(field).country", "invalid", "A country is two capital letters, such as PL.") }
    checks.texts(regions, "\(field).regions", limit: 100)
    checks.texts(postalCodePrefixes, "\(field).postal_code_prefixes", limit: 500, length: 32)
    for (index, prefix) in postalCodePrefixes.prefix(500).enumerated() where Self.key(prefix).isEmpty {
      checks.fail("\(field).postal_code_prefixes[\(index)]", "invalid", "The beginning of a postal code has letters or digits.")
    }
  }

  /// Nil outside; 1 for the country, 2 for its region, above that the longer the shared beginning of the postal code is.
  func closeness(to address: Address) -> Int? {
    guard address.country == country else { return nil }
    var closeness = 1
    if !regions.isEmpty {
      guard let region = address.region?.identityKey, regions.contains(where: { $0.identityKey == region }) else { return nil }
      closeness = 2
    }
    if !postalCodePrefixes.isEmpty {
      let code = Self.key(address.postalCode ?? "")
      let longest = postalCodePrefixes.map(Self.key).filter { code.utf8.starts(with: $0.utf8) }.map(\.utf8.count).max()
      guard let longest else { return nil }
      closeness = 2 + longest
    }
    return closeness
  }

  /// A postal code as it is compared: letters in capitals and digits, nothing between them.
  private static func key(_ code: String) -> String {
    String(
      String.UnicodeScalarView(code.uppercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
  }
}
