/// What statements of the same text have in common, without spelling the text out: where in the program their literals stand.
///
/// An order is a dozen statements of a hundred pieces; an engine that keeps prepared statements finds them by this far quicker than by
/// their texts. Two literals that happen to say the same are two shapes, which costs one more preparation and nothing else.
struct StatementShape: Sendable {
  /// An address for each literal, small numbers for all else.
  private let marks: [UInt]
  private let names: [String]

  init(of statement: SQL) {
    marks = statement.parts.map(Self.mark)
    names = statement.names
  }

  /// Whether it is that statement's shape.
  func fits(_ statement: SQL) -> Bool {
    guard marks.count == statement.parts.count else { return false }
    for (mark, part) in zip(marks, statement.parts) where mark != Self.mark(part) { return false }
    return names == statement.names
  }

  /// A number that statements of one shape share, and others seldom.
  static func mixed(of statement: SQL) -> UInt {
    var mixed: UInt = 0xcbf2_9ce4_8422_2325
    func mix(_ mark: UInt) { mixed = (mixed ^ mark) &* 0x100_0000_01b3 }
    for part in statement.parts { mix(mark(part)) }
    for name in statement.names {
      for octet in name.utf8 { mix(UInt(octet)) }
    }
    return mixed
  }

  private static func mark(_ part: SQL.Part) -> UInt {
    switch part {
    case .text(let literal):
      literal.hasPointerRepresentation ? UInt(bitPattern: literal.utf8Start) : UInt(literal.unicodeScalar.value) | 1 << 32
    case .value: 0
    case .phrase(.forUpdate): 1
    case .phrase(.forUpdateSkippingLocked): 2
    case .name: 3
    }
  }
}

/// The numbers that an engine gives to the statements it keeps, from 0 on; found by the shape of a statement.
package struct StatementNumbers {
  private struct Entry {
    let shape: StatementShape
    let number: Int
  }

  private var byMark: [UInt: [Entry]] = [:]
  /// How many were given.
  package private(set) var count = 0

  package init() {}

  /// The first number that was given to this shape and passes `fits`.
  package func find(_ statement: SQL, where fits: (_ number: Int) -> Bool = { _ in true }) -> Int? {
    guard let entries = byMark[StatementShape.mixed(of: statement)] else { return nil }
    for entry in entries where entry.shape.fits(statement) && fits(entry.number) { return entry.number }
    return nil
  }

  /// Gives a statement the next number.
  package mutating func add(_ statement: SQL) {
    byMark[StatementShape.mixed(of: statement), default: []].append(Entry(shape: StatementShape(of: statement), number: count))
    count += 1
  }
}
