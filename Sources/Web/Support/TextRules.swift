import Foundation

/// What a text from outside must look like before the shop keeps it; works on scalars, because one `Character` may hold megabytes.
enum TextRules {
  struct Failure: Error {
    let code: String
    let message: String
  }

  /// The text in NFC, or why it is refused.
  static func read(_ raw: String, limit: Int, minimum: Int, multiline: Bool) -> Result<String, Failure> {
    // Normalising never makes a text shorter than a third of its scalars, so an absurd length is refused before the work.
    guard raw.utf8.count <= limit * 12 else { return .failure(tooLong(limit)) }
    var text = raw
    if multiline, text.utf8.contains(0x0D) { text = unixLines(text) }
    if text.utf8.contains(where: { $0 >= 0x80 }) { text = text.precomposedStringWithCanonicalMapping }
    var scalars = 0
    for scalar in text.unicodeScalars {
      scalars += 1
      guard isAllowed(scalar, multiline: multiline) else {
        return .failure(Failure(code: "control_character", message: "Control characters may not stand in this field."))
      }
    }
    guard scalars <= limit else { return .failure(tooLong(limit)) }
    guard scalars >= minimum else { return .failure(Failure(code: "required", message: "This field may not be empty.")) }
    return .success(text)
  }

  /// Without white space at both ends.
  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// No zero-width, bidirectional, tag or soft-hyphen characters, which let two different texts look the same.
  static func isVisible(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
      default: true
      }
    }
  }

  /// A short, harmless form of a name that somebody else chose, for messages.
  static func shown(_ name: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in name.unicodeScalars.prefix(60) {
      view.append(isAllowed(scalar, multiline: false) ? scalar : "\u{FFFD}")
    }
    return String(view)
  }

  private static func isAllowed(_ scalar: Unicode.Scalar, multiline: Bool) -> Bool {
    switch scalar.value {
    case 0x0A, 0x09: multiline
    case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  private static func unixLines(_ text: String) -> String {
    text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
  }

  private static func tooLong(_ limit: Int) -> Failure {
    Failure(code: "too_long", message: "At most \(limit) characters.")
  }
}
