/// One row of an answer, read by column name.
package struct Row: Sendable {
  /// The names of an answer's columns, shared by all its rows.
  package final class Columns: Sendable {
    package let names: [String]
    private let positions: [String: Int]

    package init(_ names: [String]) {
      self.names = names
      // Comparing a handful of short names is quicker than hashing one.
      positions = names.count > 6 ? Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first }) : [:]
    }

    func position(of name: String) -> Int? {
      positions.isEmpty ? names.firstIndex(of: name) : positions[name]
    }
  }

  private let columns: Columns
  /// The values in the order of the answer.
  package let values: [SQLValue]

  /// `values` has one value for each name in `columns`, in that order.
  package init(columns: Columns, values: [SQLValue]) {
    self.columns = columns
    self.values = values
  }

  /// The value of a column as it is; throws ``EngineError/statement(_:)`` for a column that the statement does not select.
  package func value(_ column: String) throws -> SQLValue {
    guard let position = columns.position(of: column), position < values.count else {
      throw EngineError.statement("The answer has no column \(column); it has \(columns.names.joined(separator: ", ")).")
    }
    return values[position]
  }

  /// Every column with its value, in the order of the answer; for whoever copies rows without knowing them.
  package var named: [(name: String, value: SQLValue)] { Array(zip(columns.names, values)) }

  package func text(_ column: String) throws -> String {
    guard let text = try textOrNil(column) else { throw Self.mismatch(column, "text, not null") }
    return text
  }

  package func textOrNil(_ column: String) throws -> String? {
    switch try value(column) {
    case .text(let text): text
    case .null: nil
    case .integer: throw Self.mismatch(column, "text")
    }
  }

  package func integer(_ column: String) throws -> Int64 {
    guard let integer = try integerOrNil(column) else { throw Self.mismatch(column, "an integer, not null") }
    return integer
  }

  package func integerOrNil(_ column: String) throws -> Int64? {
    switch try value(column) {
    case .integer(let integer): integer
    case .null: nil
    case .text: throw Self.mismatch(column, "an integer")
    }
  }

  /// True for 1, false for 0; anything else is not a flag and throws.
  package func flag(_ column: String) throws -> Bool {
    switch try value(column) {
    case .integer(1): true
    case .integer(0): false
    default: throw Self.mismatch(column, "0 or 1")
    }
  }

  private static func mismatch(_ column: String, _ expected: String) -> EngineError {
    .statement("Column \(column) was expected to hold \(expected).")
  }
}
