/// Why a text is not JSON that this shop reads, and where.
package struct JSONError: Error, Sendable, Equatable {
  /// What is wrong; every kind is the caller's mistake (400), except `tooLarge` (413).
  package enum Kind: Sendable, Equatable {
    case empty
    /// A byte that cannot stand where it does, or a text that ends too early.
    case syntax
    /// Something follows the one value.
    case trailingContent
    case invalidUTF8
    case byteOrderMark
    /// Half of a surrogate pair, written as an escape.
    case loneSurrogate
    /// U+0000, which no text column of every engine can hold.
    case nulCharacter
    case duplicateKey(String)
    case tooDeep
    case tooLarge
  }

  package let kind: Kind
  /// Offset in octets from the start of the document.
  package let offset: Int

  package init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// One sentence for the person who wrote the request.
  package var message: String {
    switch kind {
    case .empty: "The body is empty; a JSON document was expected."
    case .syntax: "The body is not valid JSON (at byte \(offset))."
    case .trailingContent: "Something follows the JSON document (at byte \(offset))."
    case .invalidUTF8: "The body is not valid UTF-8 (at byte \(offset))."
    case .byteOrderMark: "The body starts with a byte order mark; send UTF-8 without it."
    case .loneSurrogate: "A text holds half of a surrogate pair (at byte \(offset))."
    case .nulCharacter: "A text holds the character U+0000 (at byte \(offset))."
    case .duplicateKey(let key):
      "The key \"\(String(String.UnicodeScalarView(key.unicodeScalars.prefix(60))))\" occurs twice in one object (at byte \(offset))."
    case .tooDeep: "The body is nested too deeply (at byte \(offset)); 64 levels are read."
    case .tooLarge: "The body is too large."
    }
  }
}
