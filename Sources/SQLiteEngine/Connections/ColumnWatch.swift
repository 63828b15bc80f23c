import GRDB
import GRDBSQLite
import SQLEngine

/// Learns what a statement reads and what it changes, triggers and foreign keys included, while SQLite compiles it.
///
/// SQLite tells one listener of a connection. GRDB's, in whose place this one comes, serves observers of which there are none here.
final class ColumnWatch {
  private var numbers = ColumnNumbers()
  private var found: ColumnUse?

  /// Listens on a connection, which must not outlive this object.
  func listen(on handle: OpaquePointer) {
    sqlite3_set_authorizer(
      handle,
      { context, action, first, second, _, _ in
        if let context, let first { Unmanaged<ColumnWatch>.fromOpaque(context).takeUnretainedValue().hear(action, first, second) }
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// What `compile` makes SQLite compile uses these.
  func use<Statement>(_ compile: () throws -> Statement) rethrows -> (statement: Statement, use: ColumnUse) {
    found = ColumnUse()
    defer { found = nil }
    let statement = try compile()
    return (statement, found ?? ColumnUse())
  }

  private func hear(_ action: Int32, _ table: UnsafePointer<CChar>, _ column: UnsafePointer<CChar>?) {
    guard found != nil else { return }
    let table = String(cString: table)
    switch action {
    case SQLITE_READ:
      found?.reads.insert(numbers.number(of: table))
      if let column { found?.reads.insert(numbers.number(of: table, String(cString: column))) }
    case SQLITE_UPDATE: found?.changes.insert(numbers.number(of: table, column.map { String(cString: $0) }))
    case SQLITE_INSERT, SQLITE_DELETE: found?.changes.insert(numbers.number(of: table))
    default: break
    }
  }
}
