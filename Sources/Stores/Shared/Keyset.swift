package import Domain
package import SQLEngine

/// A place in a sorted list: the sort value and the identity of the row before it. Lists go on from there, so that pages neither
/// repeat nor skip a row when others are added, and the last page costs what the first one does.
package struct Keyset: Sendable {
  package let value: SQLValue
  package let id: String

  package init(value: SQLValue, id: String) {
    self.value = value
    self.id = id
  }

  /// The place as a text that a caller hands back unread.
  package var cursor: String {
    let head =
      switch value {
      case .integer(let integer): "i\(integer)"
      case .text(let text): "t\(Array(text.utf8).map { String($0, radix: 16, padded: 2) }.joined())"
      case .null: "n"
      }
    return "\(head).\(id)"
  }

  /// What a list is sorted by.
  package enum Kind: Sendable {
    case integer
    case text
  }

  /// - Parameter kind: what the list is sorted by; PostgreSQL compares nothing with a value of another kind.
  /// - Throws: ``RefusalCode/validationFailed`` for a text that no page of such a list gave.
  package init(cursor: String, of kind: Kind = .integer) throws(Refusal) {
    let parts = cursor.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let mark = parts[0].utf8.first, !parts[1].isEmpty, parts[1].utf8.allSatisfy(Self.isIdentity) else {
      throw Self.unknown
    }
    let rest = parts[0].dropFirst()
    switch (kind, mark) {
    case (.integer, UInt8(ascii: "i")):
      guard let integer = Int64(rest) else { throw Self.unknown }
      value = .integer(integer)
    case (.text, UInt8(ascii: "t")):
      guard let text = Self.text(hexadecimal: rest) else { throw Self.unknown }
      value = .text(text)
    default: throw Self.unknown
    }
    id = String(parts[1])
  }

  private static func isIdentity(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
  }

  private static func text(hexadecimal digits: Substring) -> String? {
    let bytes = Array(digits.utf8)
    guard bytes.count.isMultiple(of: 2) else { return nil }
    var decoded: [UInt8] = []
    for index in stride(from: 0, to: bytes.count, by: 2) {
      guard let byte = UInt8(String(decoding: bytes[index...(index + 1)], as: UTF8.self), radix: 16) else { return nil }
      decoded.append(byte)
    }
    return String(validating: decoded, as: UTF8.self)
  }

  private static var unknown: Refusal {
    .invalid("cursor", "unknown", "This cursor is not one that a page gave. Start again without it.")
  }
}

extension String {
  fileprivate init(_ byte: UInt8, radix: Int, padded width: Int) {
    self.init(byte, radix: radix)
    while utf8.count < width { insert("0", at: startIndex) }
  }
}

extension Page {
  /// Cuts rows that were asked for with one more than the page holds.
  package init(rows: [Element], limit: Int, place: (Element) -> Keyset) {
    let shown = Array(rows.prefix(limit))
    self.init(elements: shown, next: rows.count > limit ? shown.last.map { place($0).cursor } : nil)
  }
}
