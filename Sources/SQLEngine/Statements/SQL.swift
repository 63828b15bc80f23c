/// A statement or a piece of one. What is interpolated becomes a bound parameter, never text:
///
///     let open: SQL = "SELECT number FROM orders WHERE customer_id = \(id) AND total_minor > \(limit)"
///
/// Text can only come from literals in the source (`StaticString`), so a value from outside cannot reach the text of a statement.
/// A piece is spliced by interpolating another `SQL`; the engines' few differences are interpolated as a ``Phrase``. What the engine's own
/// catalogue calls a table or a column is interpolated as `\(name: table)`, in quotes.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
  /// What stands in one place of the text. None holds anything: a statement has hundreds, and copying them counts no references.
  enum Part: Sendable {
    case text(StaticString)
    /// The next of the ``values``.
    case value
    case phrase(Phrase)
    /// The next of the ``names``.
    case name
  }

  private(set) var parts: [Part] = []
  /// The bound values in the order of their places.
  package private(set) var values: [SQLValue] = []
  /// What tables and columns are called, in the order of their places.
  private(set) var names: [String] = []

  /// A piece without any text, for conditions that are left out.
  package static let empty = SQL()

  private init() {}

  package init(stringLiteral value: StaticString) {
    append(text: value)
  }

  package init(stringInterpolation: Interpolation) {
    self = stringInterpolation.statement
  }

  package typealias StringInterpolation = Interpolation

  private mutating func reserve(parts: Int, values: Int) {
    self.parts.reserveCapacity(parts)
    self.values.reserveCapacity(values)
  }

  private mutating func append(text: StaticString) {
    if text.utf8CodeUnitCount > 0 { parts.append(.text(text)) }
  }

  private mutating func append(value: SQLValue) {
    parts.append(.value)
    values.append(value)
  }

  private mutating func append(phrase: Phrase) {
    parts.append(.phrase(phrase))
  }

  private mutating func append(name: String) {
    parts.append(.name)
    names.append(name)
  }

  private mutating func append(_ piece: SQL) {
    guard !parts.isEmpty else {
      self = piece
      return
    }
    parts += piece.parts
    values += piece.values
    if !piece.names.isEmpty { names += piece.names }
  }

  /// Collects the pieces of an interpolated literal.
  package struct Interpolation: StringInterpolationProtocol, Sendable {
    fileprivate var statement = SQL()

    package init(literalCapacity: Int, interpolationCount: Int) {
      statement.reserve(parts: interpolationCount * 2 + 1, values: interpolationCount)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      statement.append(text: literal)
    }

    /// Binds a value.
    package mutating func appendInterpolation(_ value: some SQLConvertible) {
      statement.append(value: value.sqlValue)
    }

    /// Binds a value, or null where there is none.
    package mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
      statement.append(value: value?.sqlValue ?? .null)
    }

    /// Binds a text; like the next ones a way of its own, since a statement binds dozens of values and the general way must look up how
    /// each kind converts.
    package mutating func appendInterpolation(_ value: String) {
      statement.append(value: .text(value))
    }

    package mutating func appendInterpolation(_ value: String?) {
      statement.append(value: value.map(SQLValue.text) ?? .null)
    }

    package mutating func appendInterpolation(_ value: Int64) {
      statement.append(value: .integer(value))
    }

    package mutating func appendInterpolation(_ value: Int64?) {
      statement.append(value: value.map(SQLValue.integer) ?? .null)
    }

    package mutating func appendInterpolation(_ value: Bool) {
      statement.append(value: .integer(value ? 1 : 0))
    }

    /// Splices another piece with the values it binds.
    package mutating func appendInterpolation(_ piece: SQL) {
      statement.append(piece)
    }

    /// Names a table or a column, in quotes; only for names that the engine's own catalogue told.
    package mutating func appendInterpolation(name: String) {
      statement.append(name: name)
    }

    /// Says a phrase in the engine's own words.
    package mutating func appendInterpolation(_ phrase: Phrase) {
      statement.append(phrase: phrase)
    }
  }
}

extension SQL {
  package var isEmpty: Bool { parts.isEmpty }

  package static func + (left: SQL, right: SQL) -> SQL {
    var result = left
    result += right
    return result
  }

  package static func += (left: inout SQL, right: SQL) {
    left.append(right)
  }

  /// `(?, ?, ?)` for `IN`. Without values it is `(NULL)`, which no row equals.
  package static func list(_ values: some Sequence<some SQLConvertible>) -> SQL {
    var list = SQL()
    list.append(text: "(")
    for value in values {
      if !list.values.isEmpty { list.append(text: ", ") }
      list.append(value: value.sqlValue)
    }
    list.append(text: list.values.isEmpty ? "NULL)" : ")")
    return list
  }

  /// `(VALUES (?), (?))`: a table of one column for `WITH name (column) AS`, of one value at least. SQLite reads the rows one by one, where
  /// it would copy a list for `IN` into a table of its own first.
  package static func column(_ values: some Collection<some SQLConvertible>) -> SQL {
    var column = SQL()
    column.append(text: "(VALUES ")
    for value in values {
      column.append(text: column.values.isEmpty ? "(" : ", (")
      column.append(value: value.sqlValue)
      column.append(text: ")")
    }
    column.append(text: ")")
    return column
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
