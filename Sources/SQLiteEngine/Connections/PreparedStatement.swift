import GRDB
import GRDBSQLite
import SQLEngine

/// A statement that was compiled once and is run many times.
final class PreparedStatement {
  private let statement: Statement
  private let handle: OpaquePointer
  let parameterCount: Int
  let isReadOnly: Bool
  let use: ColumnUse
  /// What it says, for an error.
  let text: String
  private var columns: SQLEngine.Row.Columns?
  private var texts = BoundTexts()

  init(_ statement: Statement, use: ColumnUse, text: String) {
    self.statement = statement
    self.use = use
    self.text = text
    handle = statement.sqliteStatement
    parameterCount = Int(sqlite3_bind_parameter_count(handle))
    isReadOnly = sqlite3_stmt_readonly(handle) != 0
  }

  /// Binds a statement's values, and returns SQLite's result code and how many there were.
  func bind(_ statement: SQLEngine.SQL) -> (code: Int32, count: Int) {
    var octets = 0
    for case .text(let text) in statement.values { octets += text.utf8.count }
    texts.begin(octets: octets)
    var code = SQLITE_OK
    var position: Int32 = 0
    for value in statement.values {
      position += 1
      guard code == SQLITE_OK else { break }
      switch value {
      case .null: code = sqlite3_bind_null(handle, position)
      case .integer(let integer): code = sqlite3_bind_int64(handle, position, integer)
      case .text(let text):
        let place = texts.add(text)
        code = sqlite3_bind_text64(handle, position, place.start, UInt64(place.count), Self.staying, UInt8(SQLITE_UTF8))
      }
    }
    return (code, statement.values.count)
  }

  func step() -> Int32 {
    sqlite3_step(handle)
  }

  /// Makes the statement ready for its next use and frees what was bound.
  func finish() {
    // The code repeats the failure of the last step, which was thrown.
    sqlite3_reset(handle)
    if parameterCount > 0 { sqlite3_clear_bindings(handle) }
    texts.end()
  }

  /// The row that the last step arrived at.
  func row() throws(EngineError) -> SQLEngine.Row {
    let count = sqlite3_data_count(handle)
    let columns = columns(count: Int(count))
    var values: [SQLValue] = []
    values.reserveCapacity(Int(count))
    for position in 0..<count {
      switch sqlite3_column_type(handle, position) {
      case SQLITE_INTEGER:
        values.append(.integer(sqlite3_column_int64(handle, position)))
      case SQLITE_TEXT:
        // The text must be asked for before its length.
        let start = sqlite3_column_text(handle, position)
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, position)))
        values.append(.text(String(decoding: bytes, as: UTF8.self)))
      case SQLITE_NULL:
        values.append(.null)
      default:
        throw .statement("Column \(columns.names[Int(position)]) is neither text nor integer.")
      }
    }
    return SQLEngine.Row(columns: columns, values: values)
  }

  private func columns(count: Int) -> SQLEngine.Row.Columns {
    if let columns, columns.names.count == count { return columns }
    let names = (0..<Int32(clamping: count)).map { position in
      sqlite3_column_name(handle, position).map { String(cString: $0) } ?? ""
    }
    let columns = SQLEngine.Row.Columns(names)
    self.columns = columns
    return columns
  }

  deinit {
    texts.free()
  }

  /// Tells SQLite that a bound text stays where it is (`SQLITE_STATIC`).
  private static let staying: sqlite3_destructor_type? = nil
}
