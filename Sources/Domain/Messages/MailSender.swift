/// Whom the shop's e-mail comes from: `Corner Bakery <hello@bakery.example>`, or the address alone (`COUNTERFOIL_MAIL_FROM`).
package struct MailSender: Sendable, Equatable {
  package let name: String?
  package let address: String

  /// Nil for a text that is neither, and for one with control characters.
  package init?(_ text: String) {
    guard text.utf8.count <= 1000, !text.unicodeScalars.contains(where: { $0.isControl || $0.isInvisible }), let trimmed = text.trimmedText
    else { return nil }
    guard trimmed.hasSuffix(">"), let open = trimmed.lastIndex(of: "<") else {
      guard let address = EmailAddress(trimmed) else { return nil }
      (name, self.address) = (nil, address.text)
      return
    }
    guard let address = EmailAddress(String(trimmed[trimmed.index(after: open)...].dropLast())) else { return nil }
    var name = String(trimmed[..<open]).trimmedText
    if let quoted = name, quoted.utf8.count >= 2, quoted.hasPrefix("\""), quoted.hasSuffix("\"") {
      name = String(quoted.dropFirst().dropLast()).trimmedText
    }
    (self.name, self.address) = (name, address.text)
  }

  package var text: String { name.map { "\($0) <\(address)>" } ?? address }

  /// What comes after the @.
  package var domain: String { address.split(separator: "@").last.map(String.init) ?? "localhost" }
}
