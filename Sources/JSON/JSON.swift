/// A JSON value as it was written: numbers stay text, members keep their order, no key occurs twice.
///
/// Numbers are not turned into `Double`, because money and quantities are read digit by digit by those who know their grammar.
package enum JSON: Sendable {
  case null
  case bool(Bool)
  /// The token as written, for example `12`, `-0` or `1e3`.
  case number(String)
  case string(String)
  case array([JSON])
  case object([(key: String, value: JSON)])

  /// What becomes of escapes that stand for no text: half a surrogate pair, and U+0000.
  package enum Texts: Sendable {
    case refused
    /// U+FFFD stands in their place: for what others wrote, whose service only hands it on.
    case mended
  }

  /// Reads one document of at most `limits`, strictly by RFC 8259 and stricter where the RFC leaves room (`docs/decisions/0003`).
  package static func read(
    _ bytes: [UInt8], limits: JSONLimits = JSONLimits(), brokenTexts: Texts = .refused
  ) throws(JSONError) -> JSON {
    var reader = JSONReader(bytes: bytes, limits: limits, brokenTexts: brokenTexts)
    return try reader.document()
  }

  /// The shortest text of this value: no spaces, members in their order.
  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    return writer.bytes
  }

  /// The value of a member, if this is an object that has it.
  package subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}

extension JSON: Equatable {
  /// Same values in the same order; numbers are compared as text, so `1` and `1.0` differ.
  package static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let one), .bool(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    case (.string(let one), .string(let other)): one == other
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)):
      one.count == other.count && zip(one, other).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}

/// How much a document may hold before it is refused unread.
package struct JSONLimits: Sendable {
  /// Octets of the whole document; 1 MiB.
  package var bytes: Int
  /// Arrays and objects inside one another; 64.
  package var depth: Int

  package init(bytes: Int = 1_048_576, depth: Int = 64) {
    self.bytes = bytes
    self.depth = depth
  }
}
