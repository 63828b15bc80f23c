import GRDB
import GRDBSQLite
import SQLEngine

/// One connection to the file, used only on its own queue: prepares each statement once and keeps it.
///
/// Statements are bound, stepped and read through SQLite's own functions: an order takes a dozen of them, and GRDB's generic way
/// through `StatementArguments` and its `Row` costs several times as much. GRDB opens, configures, serialises and copies databases.
final class SQLiteConnection: Connection {
  let dialect = Dialect.sqlite
  private let database: GRDB.Database
  private let handle: OpaquePointer
  private var deadline: ContinuousClock.Instant?
  private var statements: [PreparedStatement] = []
  private var numbers = StatementNumbers()
  /// What begins and ends transactions, and what migrations say.
  private var bareStatements: [String: PreparedStatement] = [:]
  /// The accident after which this connection must not be trusted with a commit: the disk failed, or the file is damaged.
  private(set) var damage: EngineError?
  /// How a failed request of the batch under way is taken back.
  var requests = RequestGuard()
  var changes = RequestChanges()
  /// When the log is moved; nil for a connection that only reads, and where a continuous copy decides.
  private(set) var pace: LogPace?
  private let watch: ColumnWatch
  /// What was read before and holds still. Only on a connection that makes every change of its database, and so hears of all that could matter.
  let reads: ReadRecord?

  /// Lists of different lengths make different texts; beyond this many the cache starts anew.
  private static let maximumStatements = 512

  init(_ database: GRDB.Database, memory: ReadMemory?) throws {
    guard let handle = database.sqliteConnection else { throw EngineError.unavailable("The database is closed.") }
    self.database = database
    self.handle = handle
    reads = memory.map { ReadRecord($0) }
    watch = ColumnWatch()
    if memory != nil { watch.listen(on: handle) }
  }

  var record: (any Remembering)? { reads }

  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Rows inserted, updated or deleted since the connection was opened, by triggers and foreign keys too.
  var changedRows: Int64 { sqlite3_total_changes64(handle) }

  func rows(_ statement: SQLEngine.SQL) throws -> [SQLEngine.Row] {
    try requireTransaction()
    let prepared = try prepared(statement)
    defer { prepared.finish() }
    try bind(statement, to: prepared)
    var rows: [SQLEngine.Row] = []
    reads?.note(prepared.use)
    while try step(prepared) { rows.append(try prepared.row()) }
    return rows
  }

  func changes(_ statement: SQLEngine.SQL) throws -> Int {
    try requireTransaction()
    let prepared = try prepared(statement)
    defer { prepared.finish() }
    try bind(statement, to: prepared)
    reads?.note(prepared.use)
    while try step(prepared) {}
    return prepared.isReadOnly ? 0 : Int(sqlite3_changes64(handle))
  }

  /// There is nobody to travel to.
  func enqueue(_ statement: SQLEngine.SQL) throws { _ = try changes(statement) }

  func executeSchema(_ statement: String) throws {
    try requireTransaction()
    changes.toSchema = true
    // What was learnt of statements and answers may speak of what has changed.
    forgetPrepared()
    reads?.forget()
    try run(statement)
  }

  /// Runs a statement that begins or ends a transaction or a savepoint, or that changes the schema.
  func run(_ text: String) throws(EngineError) {
    let prepared = try prepared(text)
    defer { prepared.finish() }
    while try step(prepared) {}
  }

  /// Breaks off whatever runs when `duration` has passed from now; nil takes that back.
  func limit(to duration: Duration?) {
    deadline = duration.map { ContinuousClock.now + $0 }
    guard duration != nil else { return sqlite3_progress_handler(handle, 0, nil, nil) }
    // Asked every so many steps of SQLite's machine, some milliseconds of work.
    sqlite3_progress_handler(
      handle, 100_000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<SQLiteConnection>.fromOpaque(context).takeUnretainedValue().isOverdue ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private var isOverdue: Bool { deadline.map { ContinuousClock.now > $0 } ?? false }

  /// Sees to the log from now on; nil leaves it to somebody else.
  func paceLog(_ options: SQLiteOptions?) {
    pace?.stop()
    pace = options.map { LogPace(of: handle, restingPages: $0.checkpointPages, mostPages: $0.mostLogPages) }
  }

  /// Lets go of all statements, so that the connection can be closed.
  func forgetStatements() {
    limit(to: nil)
    paceLog(nil)
    sqlite3_set_authorizer(handle, nil, nil)
    forgetPrepared()
    bareStatements.removeAll()
  }

  private func forgetPrepared() {
    statements.removeAll()
    numbers = StatementNumbers()
  }

  /// SQLite ends a transaction by itself after some accidents. What came next would be committed at once and alone, so it is refused.
  private func requireTransaction() throws(EngineError) {
    guard isInTransaction else { throw .unavailable("The transaction was ended by an earlier accident.") }
  }

  private func prepared(_ statement: SQLEngine.SQL) throws(EngineError) -> PreparedStatement {
    if let number = numbers.find(statement) { return statements[number] }
    let prepared = try prepare(statement.render(dialect).text)
    if statements.count >= Self.maximumStatements { forgetPrepared() }
    statements.append(prepared)
    numbers.add(statement)
    return prepared
  }

  private func prepared(_ text: String) throws(EngineError) -> PreparedStatement {
    if let found = bareStatements[text] { return found }
    let prepared = try prepare(text)
    if bareStatements.count >= Self.maximumStatements { bareStatements.removeAll() }
    bareStatements[text] = prepared
    return prepared
  }

  private func prepare(_ text: String) throws(EngineError) -> PreparedStatement {
    do {
      let (statement, use) = try watch.use { try database.makeStatement(sql: text) }
      return PreparedStatement(statement, use: use, text: text)
    } catch {
      // GRDB has read the code and the message before SQLite could overwrite them.
      let failure = error as? DatabaseError
      let code = failure?.extendedResultCode.rawValue ?? SQLITE_ERROR
      throw accident(code: code, message: failure?.message ?? "The statement cannot be compiled", of: text)
    }
  }

  private func bind(_ statement: SQLEngine.SQL, to prepared: PreparedStatement) throws(EngineError) {
    let (code, count) = prepared.bind(statement)
    guard count == prepared.parameterCount else {
      throw .statement("\(prepared.parameterCount) values are expected, \(count) were given: \(prepared.text)")
    }
    guard code == SQLITE_OK else { throw accident(code: code, of: prepared.text) }
  }

  private func step(_ prepared: PreparedStatement) throws(EngineError) -> Bool {
    switch prepared.step() {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw accident(code: sqlite3_extended_errcode(handle), of: prepared.text)
    }
  }

  private func accident(code: Int32, message: String? = nil, of text: String) -> EngineError {
    let message = message ?? String(cString: sqlite3_errmsg(handle))
    let accident = SQLiteAccident(code: code, systemError: sqlite3_system_errno(handle), message: message)
    let error = accident.error(statement: text)
    if accident.isDamage { damage = error }
    return error
  }
}
