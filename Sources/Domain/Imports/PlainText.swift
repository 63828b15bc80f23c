/// Makes plain text of the HTML that shop programs write descriptions in. Nothing of it is ever shown as HTML.
package enum PlainText {
  /// The text between the tags, entities spelled out, paragraphs as lines; nil when nothing is left.
  package static func of(html: String) -> String? {
    var text = String.UnicodeScalarView()
    var scalars = html.unicodeScalars[...]
    while let scalar = scalars.first {
      if scalar == "<", let end = scalars.firstIndex(of: ">") {
        let tag = String(scalars[..<end].dropFirst()).lowercased()
        if ["br", "/p", "/div", "/li", "/h"].contains(where: tag.hasPrefix) { text.append("\n") }
        scalars = scalars[scalars.index(after: end)...]
      } else if scalar == "&", let (replacement, rest) = entity(scalars) {
        text.append(replacement)
        scalars = rest
      } else {
        text.append(scalar)
        scalars = scalars.dropFirst()
      }
    }
    let lines = String(text).split(separator: "\n").compactMap { String($0).trimmedText }
    return lines.joined(separator: "\n").trimmedText
  }

  private static let named: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " "]

  private static func entity(_ text: Substring.UnicodeScalarView) -> (Unicode.Scalar, Substring.UnicodeScalarView)? {
    guard let end = text.prefix(12).firstIndex(of: ";") else { return nil }
    let name = String(text[..<end].dropFirst())
    let rest = text[text.index(after: end)...]
    if let scalar = named[name] { return (scalar, rest) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let number = digits.hasPrefix("x") || digits.hasPrefix("X") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let number, let scalar = Unicode.Scalar(number), !scalar.isControl else { return nil }
    return (scalar, rest)
  }
}
