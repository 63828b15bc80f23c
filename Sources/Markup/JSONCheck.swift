import JSON

/// Looks whether a text is JSON; nothing of it is kept.
package enum JSONCheck {
  /// Deeper than any document that people write, and far from where a stack ends.
  private static let depth = 200

  /// The first flaw of the document; nil where it is well-formed.
  package static func flaw(in text: String) -> Flaw? {
    let bytes = Array(text.utf8)
    do throws(JSONError) {
      _ = try JSON.read(bytes, limits: JSONLimits(bytes: bytes.count, depth: depth))
      return nil
    } catch {
      return Flaw(at: error.offset, in: bytes, message: message(error.kind))
    }
  }

  private static func message(_ kind: JSONError.Kind) -> String {
    switch kind {
    case .empty: "There is no JSON value."
    case .syntax: "This is not valid JSON."
    case .trailingContent: "Something follows the end of the document."
    case .invalidUTF8: "This is not valid UTF-8."
    case .byteOrderMark: "The document starts with a byte order mark."
    case .loneSurrogate: "This text holds half of a surrogate pair."
    case .nulCharacter: "This text holds the character U+0000."
    case .duplicateKey: "This key occurs twice in one object."
    case .tooDeep: "More than \(depth) levels are not looked into."
    case .tooLarge: "The document is too large."
    }
  }
}
