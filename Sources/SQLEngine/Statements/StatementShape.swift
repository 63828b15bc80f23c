/// What statements of the same text have in common, without spelling the text out: where in the program their literals stand.
///
/// An order is a dozen statements of a hundred pieces; an engine that keeps prepared statements finds them by this far quicker than by
/// their texts. Two literals that happen to say the same are two shapes, which costs one more preparation and nothing else.
struct StatementShape: Sendable {
  /// An address for each literal, small numbers for values and phrases, and a name's octets one by one after its length.
  private let marks: [UInt]

  init(of statement: SQL) {
    var marks: [UInt] = []
    marks.reserveCapacity(statement.parts.count)
    Self.forEachMark(of: statement) { mark in
      marks.append(mark)
      return true
    }
    self.marks = marks
  }

  /// Whether it is that statement's shape.
  func fits(_ statement: SQL) -> Bool {
    var place = 0
    let isWhole = marks.withUnsafeBufferPointer { marks in
      Self.forEachMark(of: statement) { mark in
        defer { place += 1 }
        return place < marks.count && marks[place] == mark
      }
    }
    return isWhole && place == marks.count
  }

  /// A number that statements of one shape share, and others seldom.
  static func mixed(of statement: SQL) -> UInt {
    var mixed: UInt = 0xcbf2_9ce4_8422_2325
    forEachMark(of: statement) { mark in
      mixed = (mixed ^ mark) &* 0x100_0000_01b3
      return true
    }
    return mixed
  }

  /// Hands out the marks in their order until `body` has seen enough; false where it has.
  @discardableResult
  private static func forEachMark(of statement: SQL, _ body: (UInt) -> Bool) -> Bool {
    for part in statement.parts {
      guard body(mark(part)) else { return false }
      // Nothing that a shop says all day names a table so.
      if case .name(let name) = part, !name.utf8.allSatisfy({ body(UInt($0)) }) { return false }
    }
    return true
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
}

/// What an engine keeps of statements, found by their shape.
package struct KeptStatements<Kept> {
  private var byMark: [UInt: [(shape: StatementShape, kept: Kept)]] = [:]
  package private(set) var count = 0

  package init() {}

  /// The first that was kept of this shape and passes `fits`.
  package func find(_ statement: SQL, where fits: (Kept) -> Bool = { _ in true }) -> Kept? {
    byMark[StatementShape.mixed(of: statement)]?.first { $0.shape.fits(statement) && fits($0.kept) }?.kept
  }

  package mutating func add(_ kept: Kept, for statement: SQL) {
    byMark[StatementShape.mixed(of: statement), default: []].append((StatementShape(of: statement), kept))
    count += 1
  }

  package mutating func removeAll() {
    byMark.removeAll()
    count = 0
  }
}

extension SQL {
  /// Hands out the bound values in their order.
  package func forEachValue<Failure: Error>(_ body: (SQLValue) throws(Failure) -> Void) throws(Failure) {
    for part in parts {
      if case .value(let value) = part { try body(value) }
    }
  }
}
