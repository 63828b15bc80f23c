import Domain

/// A text that the shop wrote, cut where it names addresses of the web, so that they can be pressed. What a visitor wrote is never cut:
/// it stays text.
struct LinkedText {
  struct Part: Equatable {
    let text: String
    /// Nil for plain text.
    let link: String?
  }

  let parts: [Part]

  private static let longest = 2000
  private static let closing = Set(".,;:!?)]}\"'>»”’…。、".unicodeScalars)

  /// - Parameter path: addresses with it stand elsewhere already, and are left out with the blanks before them.
  init(_ text: String, withoutLinksTo path: String? = nil) {
    var parts: [Part] = []
    var plain = String.UnicodeScalarView()
    let flush = { (parts: inout [Part], plain: inout String.UnicodeScalarView) in
      if !plain.isEmpty { parts.append(Part(text: String(plain), link: nil)) }
      plain = String.UnicodeScalarView()
    }
    var rest = text.unicodeScalars[...]
    while let first = rest.first {
      guard let address = Self.address(at: rest) else {
        plain.append(first)
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(address.unicodeScalars.count)
      if let path, address.contains(path) {
        while plain.last?.properties.isWhitespace == true { plain.removeLast() }
        continue
      }
      flush(&parts, &plain)
      parts.append(Part(text: address, link: address))
    }
    flush(&parts, &plain)
    self.parts = parts
  }

  /// The address that a text begins with; nil for none.
  private static func address(at text: Substring.UnicodeScalarView) -> String? {
    guard ["https://", "http://"].contains(where: { text.starts(with: $0.unicodeScalars) }) else { return nil }
    var found = String.UnicodeScalarView()
    for scalar in text {
      guard !scalar.properties.isWhitespace, !scalar.isControl, scalar != "<", scalar != "\"", found.count < longest else { break }
      found.append(scalar)
    }
    while let last = found.last, closing.contains(last) { found.removeLast() }
    return found.contains("/") && found.count > 10 ? String(found) : nil
  }
}
