/// What statements of the same text have in common, without spelling the text out: where in the program their literals stand.
///
/// An order is a dozen statements of a hundred pieces; an engine that keeps prepared statements finds them by this far quicker than by
/// their texts. Two literals that happen to say the same are two shapes, which costs one more preparation and nothing else.
package struct StatementShape: Hashable, Sendable {
  /// An address for each literal, small numbers for values and phrases, and a name's octets one by one after its length.
  private let marks: [UInt]
  private let mixed: UInt

  init(_ parts: [SQL.Part]) {
    var marks: [UInt] = []
    marks.reserveCapacity(parts.count)
    var mixed: UInt = 0xcbf2_9ce4_8422_2325
    for part in parts {
      let mark = Self.mark(part)
      marks.append(mark)
      mixed = (mixed ^ mark) &* 0x100_0000_01b3
      // Nothing that a shop says all day names a table so.
      if case .name(let name) = part { marks.append(contentsOf: name.utf8.lazy.map(UInt.init)) }
    }
    self.marks = marks
    self.mixed = mixed
  }

  private static func mark(_ part: SQL.Part) -> UInt {
    switch part {
    case .text(let literal):
      literal.hasPointerRepresentation ? UInt(bitPattern: literal.utf8Start) : UInt(literal.unicodeScalar.value) | 1 << 32
    case .value: 0
    case .phrase(.forUpdate): 1
    case .phrase(.forUpdateSkippingLocked): 2
    case .name(let name): 3 | UInt(name.utf8.count) << 33
    }
  }

  package static func == (left: Self, right: Self) -> Bool { left.mixed == right.mixed && left.marks == right.marks }

  package func hash(into hasher: inout Hasher) { hasher.combine(mixed) }
}

extension SQL {
  package var shape: StatementShape { StatementShape(parts) }

  /// Hands out the bound values in their order.
  package func forEachValue<Failure: Error>(_ body: (SQLValue) throws(Failure) -> Void) throws(Failure) {
    for part in parts {
      if case .value(let value) = part { try body(value) }
    }
  }
}
