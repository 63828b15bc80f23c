/// A statement or a piece of one. What is interpolated becomes a bound parameter, never text:
///
///     let open: SQL = "SELECT number FROM orders WHERE customer_id = \(id) AND total_minor > \(limit)"
///
/// Text can only come from literals in the source (`StaticString`), so a value from outside cannot reach the text of a statement.
/// A piece is spliced by interpolating another `SQL`; the engines' few differences are interpolated as a ``Phrase``. What the engine's own
/// catalogue calls a table or a column is interpolated as `\(name: table)`, in quotes.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
  enum Part: Sendable {
    case text(StaticString)
    case value(SQLValue)
    case phrase(Phrase)
    case name(String)
  }

  var parts: [Part]

  /// A piece without any text, for conditions that are left out.
  package static let empty = SQL(parts: [])

  init(parts: [Part]) {
    self.parts = parts
  }

  package init(stringLiteral value: StaticString) {
    parts = [.text(value)]
  }

  package init(stringInterpolation: Interpolation) {
    parts = stringInterpolation.parts
  }

  package typealias StringInterpolation = Interpolation

  /// Collects the pieces of an interpolated literal.
  package struct Interpolation: StringInterpolationProtocol, Sendable {
    var parts: [Part] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      parts.reserveCapacity(interpolationCount * 2 + 1)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      if literal.utf8CodeUnitCount > 0 { parts.append(.text(literal)) }
    }

    /// Binds a value.
    package mutating func appendInterpolation(_ value: some SQLConvertible) {
      parts.append(.value(value.sqlValue))
    }

    /// Binds a value, or null where there is none.
    package mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
      parts.append(.value(value?.sqlValue ?? .null))
    }

    /// Binds a text; like the next ones a way of its own, since a statement binds dozens of values and the general way must look up how
    /// each kind converts.
    package mutating func appendInterpolation(_ value: String) {
      parts.append(.value(.text(value)))
    }

    package mutating func appendInterpolation(_ value: String?) {
      parts.append(.value(value.map(SQLValue.text) ?? .null))
    }

    package mutating func appendInterpolation(_ value: Int64) {
      parts.append(.value(.integer(value)))
    }

    package mutating func appendInterpolation(_ value: Int64?) {
      parts.append(.value(value.map(SQLValue.integer) ?? .null))
    }

    package mutating func appendInterpolation(_ value: Bool) {
      parts.append(.value(.integer(value ? 1 : 0)))
    }

    /// Splices another piece with the values it binds.
    package mutating func appendInterpolation(_ piece: SQL) {
      parts.append(contentsOf: piece.parts)
    }

    /// Names a table or a column, in quotes; only for names that the engine's own catalogue told.
    package mutating func appendInterpolation(name: String) {
      parts.append(.name(name))
    }

    /// Says a phrase in the engine's own words.
    package mutating func appendInterpolation(_ phrase: Phrase) {
      parts.append(.phrase(phrase))
    }
  }
}

extension SQL {
  package var isEmpty: Bool { parts.isEmpty }

  package static func + (left: SQL, right: SQL) -> SQL {
    SQL(parts: left.parts + right.parts)
  }

  package static func += (left: inout SQL, right: SQL) {
    left.parts += right.parts
  }

  /// `(?, ?, ?)` for `IN`. Without values it is `(NULL)`, which no row equals.
  package static func list(_ values: some Sequence<some SQLConvertible>) -> SQL {
    var parts: [Part] = [.text("(")]
    for value in values {
      if parts.count > 1 { parts.append(.text(", ")) }
      parts.append(.value(value.sqlValue))
    }
    if parts.count == 1 { parts.append(.text("NULL")) }
    parts.append(.text(")"))
    return SQL(parts: parts)
  }

  /// `(VALUES (?), (?))`: a table of one column for `WITH name (column) AS`, of one value at least. SQLite reads the rows one by one, where
  /// it would copy a list for `IN` into a table of its own first.
  package static func column(_ values: some Collection<some SQLConvertible>) -> SQL {
    var parts: [Part] = [.text("(VALUES ")]
    for value in values {
      parts.append(.text(parts.count > 1 ? ", (" : "("))
      parts.append(.value(value.sqlValue))
      parts.append(.text(")"))
    }
    parts.append(.text(")"))
    return SQL(parts: parts)
  }

  /// The pieces one after another with `separator` between them; empty for none.
  package static func joined(_ pieces: some Sequence<SQL>, separator: SQL) -> SQL {
    var result = SQL.empty
    for piece in pieces where !piece.isEmpty {
      if !result.isEmpty { result += separator }
      result += piece
    }
    return result
  }
}

extension Sequence where Element == SQL {
  /// The pieces one after another with `separator` between them; empty for none.
  package func joined(separator: SQL) -> SQL {
    SQL.joined(self, separator: separator)
  }
}
