private import GRDBSQLite
private import Glibc
import SQLEngine

/// What SQLite reported, and what that means to a caller.
struct SQLiteAccident {
  /// The extended result code.
  let code: Int32
  /// `errno` of the last failed system call; meaningful only for failures of input and output.
  let systemError: Int32
  let message: String

  /// Whether nothing may be acknowledged any more until the file was opened anew: a flush that failed may have lost what was
  /// written before it, and a damaged file must not be written to.
  var isDamage: Bool {
    switch code & 0xff {
    case SQLITE_CORRUPT, SQLITE_NOTADB: true
    case SQLITE_IOERR: isFailedFlush || !isOutOfSpace
    case SQLITE_READONLY: code != SQLITE_READONLY
    default: false
    }
  }

  func error(statement: String) -> EngineError {
    switch code & 0xff {
    case SQLITE_CONSTRAINT: constraint(statement: statement)
    case SQLITE_FULL: .full
    case SQLITE_IOERR where isOutOfSpace && !isFailedFlush, SQLITE_CANTOPEN where isOutOfSpace: .full
    case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CANTOPEN, SQLITE_NOMEM, SQLITE_PERM, SQLITE_PROTOCOL, SQLITE_INTERRUPT:
      .unavailable("\(message) (SQLite \(code), system \(systemError))")
    case SQLITE_BUSY, SQLITE_LOCKED: .unavailable("The database is locked by another process (SQLite \(code)).")
    case SQLITE_READONLY where code != SQLITE_READONLY: .unavailable("\(message) (SQLite \(code))")
    default: .statement("\(message) (SQLite \(code)): \(statement)")
    }
  }

  private func constraint(statement: String) -> EngineError {
    let kinds: [Int32: EngineError.ConstraintKind] = [
      Self.extended(SQLITE_CONSTRAINT, 8): .unique, Self.extended(SQLITE_CONSTRAINT, 6): .unique,
      Self.extended(SQLITE_CONSTRAINT, 10): .unique, Self.extended(SQLITE_CONSTRAINT, 1): .check,
      Self.extended(SQLITE_CONSTRAINT, 3): .foreignKey, Self.extended(SQLITE_CONSTRAINT, 5): .notNull,
    ]
    guard let kind = kinds[code] else { return .statement("\(message) (SQLite \(code)): \(statement)") }
    // "UNIQUE constraint failed: orders.number", "FOREIGN KEY constraint failed"
    let marker = "constraint failed: "
    guard let range = message.firstRange(of: marker) else { return .constraint(kind: kind, detail: "") }
    return .constraint(kind: kind, detail: String(message[range.upperBound...]))
  }

  /// The shared-memory file can fail to grow only for want of room; elsewhere the system must have said so.
  private var isOutOfSpace: Bool {
    systemError == ENOSPC || systemError == EDQUOT || code == Self.extended(SQLITE_IOERR, 19)
  }

  private var isFailedFlush: Bool {
    code == Self.extended(SQLITE_IOERR, 4) || code == Self.extended(SQLITE_IOERR, 5)
  }

  /// SQLite's extended codes are macros that Swift does not import: primary code and number in the next byte.
  /// CONSTRAINT: 1 CHECK, 3 FOREIGNKEY, 5 NOTNULL, 6 PRIMARYKEY, 8 UNIQUE, 10 ROWID. IOERR: 4 FSYNC, 5 DIR_FSYNC, 19 SHMSIZE.
  private static func extended(_ primary: Int32, _ number: Int32) -> Int32 { primary | number << 8 }
}
