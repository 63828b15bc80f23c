/// A customer as Shopify's CSV export has one, a row each.
package struct ImportedCustomer: Sendable, Equatable {
  /// The line of the file.
  package let row: Int
  package var name: String?
  package var company: String?
  package var email: String?
  package var phone: String?
  package var note: String?
  package var tags: [String]
  /// Nil where the file does not say.
  package var isTaxExempt: Bool?
  package var consents: [Customer.Consent]
  /// Without an identity; nil where nothing of it is filled in.
  package var address: Address?
}

extension ImportedCustomer {
  /// All customers of a file.
  ///
  /// - Throws: `validationFailed` naming every bad row.
  package static func read(_ table: CSVTable) throws(Refusal) -> [ImportedCustomer] {
    try table.require(["Email", "First Name", "Name"])
    var problems = ImportProblems()
    var customers: [ImportedCustomer] = []
    for row in table.rows {
      do throws(ImportProblem) {
        customers.append(try ImportedCustomer(row))
      } catch {
        problems.add(error)
      }
    }
    try problems.finish()
    return customers
  }

  private init(_ row: CSVTable.Row) throws(ImportProblem) {
    self.row = row.line
    let full = [row["First Name"], row["Last Name"]].compactMap(\.self).joined(separator: " ")
    name = row["Name"] ?? full.trimmedText
    company = row["Company", "Default Address Company"]
    email = row["Email"]
    phone = Self.phone(row["Phone", "Default Address Phone"])
    note = row["Note"]
    tags = Customer.distinct((row["Tags"] ?? "").split(separator: ",").map(String.init)).filter { !$0.isEmpty }
    isTaxExempt = try Self.flag(row["Tax Exempt"], row)
    consents = []
    for (names, consent) in [("Accepts Email Marketing", "marketing_email"), ("Accepts SMS Marketing", "marketing_sms")] {
      if let isGiven = try Self.flag(row[names], row) { consents.append(Customer.Consent(name: consent, isGiven: isGiven)) }
    }
    if consents.isEmpty, let isGiven = try Self.flag(row["Accepts Marketing"], row) {
      consents.append(Customer.Consent(name: "marketing_email", isGiven: isGiven))
    }
    address = Self.address(row, name: name, company: company)
    guard name != nil || company != nil || email != nil || phone != nil else {
      throw ImportProblem(line: row.line, reason: "There is neither a name nor a company, e-mail address or phone number.")
    }
  }

  private static func address(_ row: CSVTable.Row, name: String?, company: String?) -> Address? {
    let address = Address(
      name: name, company: company, line1: row["Address1", "Default Address Address1"], line2: row["Address2", "Default Address Address2"],
      city: row["City", "Default Address City"],
      region: row["Province Code", "Default Address Province Code", "Province"],
      postalCode: row["Zip", "Default Address Zip"].map(unquoted),
      country: row["Country Code", "Default Address Country Code"]?.uppercased(),
      phone: phone(row["Default Address Phone"]))
    let hasPlace = [address.line1, address.line2, address.city, address.postalCode, address.country].contains { $0 != nil }
    return hasPlace ? address : nil
  }

  private static func phone(_ text: String?) -> String? { text.map(unquoted) }

  /// Spreadsheets are kept from counting with a phone number by an apostrophe before it.
  private static func unquoted(_ text: String) -> String { text.first == "'" ? String(text.dropFirst()) : text }

  private static func flag(_ text: String?, _ row: CSVTable.Row) throws(ImportProblem) -> Bool? {
    switch text?.lowercased() {
    case nil: return nil
    case "yes", "true", "1": return true
    case "no", "false", "0": return false
    default: throw ImportProblem(line: row.line, reason: "\((text ?? "").prefix(40)) is neither yes nor no.")
    }
  }
}
