import CPostgres
import SQLEngine

/// The statements that a session has prepared, found by where they stand in the program and by the kinds of their values.
struct PreparedStatements {
  final class Statement {
    let name: String
    let text: String
    /// What the server takes in each place, ``PostgresType/int8Number`` or ``PostgresType/textNumber`` for the most part.
    var types: [Oid]
    let use: ColumnUse
    /// Whether rows of other tables may go with those it deletes.
    let isDeletion: Bool
    /// The names of what it answers, once it has.
    var columns: Row.Columns?

    init(name: String, text: String, types: [Oid], use: (use: ColumnUse, isDeletion: Bool)) {
      self.name = name
      self.text = text
      self.types = types
      self.use = use.use
      isDeletion = use.isDeletion
    }

    /// Whether these values go where those of the preparation went. A null goes anywhere.
    func takes(_ statement: SQL) -> Bool {
      guard statement.values.count == types.count else { return false }
      return zip(statement.values, types).allSatisfy { value, type in
        switch value {
        case .null: true
        case .integer: type != PostgresType.textNumber
        case .text: type != PostgresType.int8Number
        }
      }
    }
  }

  private var statements: [Statement] = []
  private var numbers = StatementNumbers()
  private var made = 0
  private var words = StatementWords()

  /// Lists of different lengths make different texts; beyond this many the session forgets all and starts anew.
  private static let maximum = 1024

  /// Whether the next preparation would be one too many.
  var isFull: Bool { statements.count >= Self.maximum }

  func find(_ statement: SQL) -> Statement? {
    numbers.find(statement) { statements[$0].takes(statement) }.map { statements[$0] }
  }

  /// A statement yet to be prepared. Where a value is null the server says itself what goes there.
  mutating func make(_ statement: SQL) -> Statement {
    let rendered = statement.render(.postgres)
    made += 1
    return Statement(
      name: "s\(made)", text: rendered.text,
      types: rendered.values.map { value in
        switch value {
        case .null: PostgresType.inferredNumber
        case .integer: PostgresType.int8Number
        case .text: PostgresType.textNumber
        }
      }, use: words.use(of: rendered.text))
  }

  mutating func add(_ prepared: Statement, for statement: SQL) {
    statements.append(prepared)
    numbers.add(statement)
  }

  mutating func removeAll() {
    statements.removeAll()
    numbers = StatementNumbers()
  }
}
