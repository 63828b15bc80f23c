/// A statement as an engine takes it: text with placeholders, and what stands in their places.
package struct RenderedSQL: Sendable, Equatable {
  package let text: String
  package let values: [SQLValue]

  package init(text: String, values: [SQLValue] = []) {
    self.text = text
    self.values = values
  }
}

extension SQL {
  /// The text in the words of `dialect`, with `?` (SQLite) or `$1`, `$2`… (PostgreSQL) for each bound value.
  package func render(_ dialect: Dialect) -> RenderedSQL {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(capacity)
    var position = 0
    var named = 0
    for part in parts {
      switch part {
      case .text(let literal):
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
      case .value:
        position += 1
        switch dialect {
        case .sqlite: bytes.append(UInt8(ascii: "?"))
        case .postgres: bytes.append(contentsOf: "$\(position)".utf8)
        }
      case .phrase(let phrase):
        bytes.append(contentsOf: phrase.text(for: dialect).utf8)
      case .name:
        bytes.append(contentsOf: "\"\(names[named].replacing("\"", with: "\"\""))\"".utf8)
        named += 1
      }
    }
    return RenderedSQL(text: String(decoding: bytes, as: UTF8.self), values: values)
  }

  private var capacity: Int {
    var total = 0
    for part in parts {
      switch part {
      case .text(let literal): total += literal.utf8CodeUnitCount
      case .value: total += 4
      case .phrase: total += 24
      case .name: total += 24
      }
    }
    return total
  }
}
