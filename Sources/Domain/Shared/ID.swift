/// Something that carries an opaque, prefixed identity (`ord_…`); the prefix tells a reader and a log what kind of thing it is.
package protocol Identified {
  static var idPrefix: String { get }
}

/// An identity of one kind of thing: prefix, underscore, 26 characters that sort by the time they were made.
///
/// The text is opaque to callers; only ``IDSource`` makes new ones.
package struct ID<Of: Identified>: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let text: String

  /// Accepts a text from outside if it has this kind's prefix and a plausible shape; existence is the store's business.
  package init?(_ text: String) {
    let bytes = text.utf8
    let prefix = Of.idPrefix.utf8
    guard bytes.count > prefix.count + 1, bytes.count <= 40, bytes.starts(with: prefix) else { return nil }
    let rest = bytes.dropFirst(prefix.count)
    guard rest.first == UInt8(ascii: "_") else { return nil }
    for byte in rest.dropFirst() {
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      let isLetter = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      guard isDigit || isLetter else { return nil }
    }
    self.text = text
  }

  /// Takes a text that the shop itself stored or made.
  package init(stored text: String) {
    self.text = text
  }

  package var description: String { text }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
