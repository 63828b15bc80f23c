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
      var position = 0
      var fits = true
      statement.forEachValue { value in
        defer { position += 1 }
        guard fits, position < types.count else { return }
        switch value {
        case .null: break
        case .integer: fits = types[position] != PostgresType.textNumber
        case .text: fits = types[position] != PostgresType.int8Number
        }
      }
      return fits && position == types.count
    }
  }

  private var statements = KeptStatements<Statement>()
  private var made = 0
  private var words = StatementWords()

  /// Lists of different lengths make different texts; beyond this many the session forgets all and starts anew.
  private static let maximum = 1024

  /// Whether the next preparation would be one too many.
  var isFull: Bool { statements.count >= Self.maximum }

  func find(_ statement: SQL) -> Statement? {
    statements.find(statement) { $0.takes(statement) }
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

  mutating func add(_ prepared: Statement, for statement: SQL) { statements.add(prepared, for: statement) }

  mutating func removeAll() { statements.removeAll() }
}
