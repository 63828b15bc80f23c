import CPostgres
import SQLEngine

/// A connection that is opened when it is first needed, and again after it was lost. Used only on its own thread.
final class PostgresConnection: Connection {
  let dialect = Dialect.postgres
  private let address: PostgresAddress
  private let settings: [(name: String, value: String)]
  private var pipe: PostgresPipe?
  private var statements = PreparedStatements()
  /// The first error of the request under way: PostgreSQL refuses whatever comes after it.
  var failure: EngineError?
  /// Whether the last accident was another transaction in the way, or a connection lost before anything was committed.
  var isRepeatable = false
  /// Whether a transaction was begun that has not ended.
  var isInTransaction = false
  /// This writer among all, and which of its batches is under way; see ``commit()``.
  let writer = String(UInt64.random(in: 0 ... .max), radix: 36)
  var batch: Int64 = 0
  /// What every session that writes takes first; nil on those that only read.
  var claim: DataClaim?
  /// How long a commit whose answer was lost is asked after.
  var doubtMilliseconds = 5000
  /// When the snapshot under way has lasted long enough.
  var deadline: ContinuousClock.Instant?
  /// What is looked at on the shop's behalf before a new session writes, beside the server's settings.
  var admission: (@Sendable (Transaction) throws -> Void)?
  private var isAdmitted = false
  /// What was read and is as it was; nil where nobody writes.
  private(set) var reads: ReadRecord?
  private let memory: ReadMemory
  /// When the transaction under way, or the last one, had its turn among all that write.
  var turn: WriteTurn?
  /// How a failed request of the batch under way is taken back, and whether it has written.
  var requests = RequestGuard()
  var hasChanged = false
  /// Messages since the last answer that may fail although nobody asked for their result.
  private(set) var hasUnanswered = false

  init(_ address: PostgresAddress, settings: [(name: String, value: String)], memory: ReadMemory) {
    self.memory = memory
    self.address = address
    self.settings = settings
  }

  var record: (any Remembering)? { reads }

  func rows(_ statement: SQL) throws -> [Row] {
    let (prepared, answer) = try answer(statement)
    let columns = prepared.columns ?? answer.columns
    prepared.columns = columns
    return try answer.rows(columns)
  }

  func changes(_ statement: SQL) throws -> Int {
    try answer(statement).1.changes
  }

  func isWorthAnotherTry(_ accident: EngineError) -> Bool { isRepeatable || requests.mustStartAgain }

  func enqueue(_ statement: SQL) throws {
    let pipe = try usable()
    guard let prepared = statements.find(statement) else {
      _ = try answer(statement)
      return
    }
    note(prepared)
    pipe.runSoon(prepared.name, try BoundValues(statement))
    hasUnanswered = true
  }

  /// Begins to remember what is read, once nobody else can write; what was remembered before only where nobody wrote since.
  func remember(isUnchanged: Bool) {
    if !isUnchanged { memory.forget() }
    let reads = reads ?? ReadRecord(memory)
    reads.begin()
    self.reads = reads
  }

  private func note(_ prepared: PreparedStatements.Statement) {
    if prepared.use.changesSomething { hasChanged = true }
    reads?.note(prepared.use)
    if prepared.isDeletion { reads?.forget() }
  }

  func executeSchema(_ statement: String) throws {
    let pipe = try usable()
    hasChanged = true
    pipe.runSoon(statement)
    _ = try answers(pipe, statement)
    // What was prepared may speak of what has changed.
    forgetStatements()
    reads?.forget()
  }

  /// Opens the connection where there is none, or where the server has closed it. Blocks.
  func connect() throws(EngineError) {
    do {
      try reach()
    } catch {
      isRepeatable = false
      throw .unavailable(error.description)
    }
  }

  /// Like ``connect()``, with the reason in words for whoever starts the shop.
  func reach() throws(PostgresOpenError) {
    if let pipe, pipe.isAlive { return }
    disconnect()
    let opened = try PostgresPipe(address, settings: settings)
    try claim?.take(on: opened)
    pipe = opened
  }

  var isConnected: Bool { pipe != nil }

  /// Whether the server warned of something while the last messages were answered.
  var hasWarning: Bool { pipe?.hasWarning ?? false }

  /// Looks once in each new session whether it may write: another server may have taken the first one's place, with other settings, and without a
  /// session its claim held nobody back from moving the shop away.
  func admit() throws(EngineError) {
    guard !isAdmitted else { return }
    do {
      try requireSafeSettings()
      try admission?(Transaction(connection: self))
    } catch {
      throw error as? EngineError ?? .unavailable("\(error)")
    }
    isAdmitted = true
  }

  /// Closes the connection; the next use opens another.
  func disconnect() {
    pipe = nil
    statements.removeAll()
    isInTransaction = false
    isAdmitted = false
    hasUnanswered = false
    reads = nil
    memory.forget()
    turn = nil
  }

  /// Queues what begins or ends something.
  func runSoon(_ text: String) {
    pipe?.runSoon(text)
  }

  /// Queues a statement of the engine's own, whose result nobody reads.
  func runSoon(_ statement: SQL) throws(EngineError) {
    guard let pipe else { return }
    pipe.runSoon(try prepare(statement, on: pipe).name, try BoundValues(statement))
  }

  /// Sends what was queued and does not wait.
  func flush() {
    pipe?.flush()
  }

  /// Sends what was queued and waits for it.
  func settle() throws(EngineError) -> [PostgresAnswer] {
    guard let pipe else { throw .unavailable("The connection to PostgreSQL was lost.") }
    return try answers(pipe, "")
  }

  /// Waits until the server tells of a commit, `wake` can be read, or `milliseconds` have passed. True when it told of one.
  func listen(wake: Int32, atMost milliseconds: Int32) throws(EngineError) -> Bool {
    guard let pipe, pipe.loss == nil else { throw .unavailable("The connection to PostgreSQL was lost.") }
    NotificationSocket.wait(pipe.socket, wake, milliseconds)
    let isTold = pipe.takeNotices()
    if let loss = pipe.loss { throw loss.error(statement: "LISTEN") }
    return isTold
  }

  private func usable() throws(EngineError) -> PostgresPipe {
    if let failure { throw failure }
    guard let pipe, isInTransaction else { throw .unavailable("The transaction was ended by an earlier accident.") }
    if let deadline, deadline < .now { throw .unavailable("A read took too long and was broken off.") }
    return pipe
  }

  private func answer(_ statement: SQL) throws(EngineError) -> (PreparedStatements.Statement, PostgresAnswer) {
    let pipe = try usable()
    let prepared = try prepare(statement, on: pipe)
    note(prepared)
    pipe.runSoon(prepared.name, try BoundValues(statement))
    guard let answer = try answers(pipe, prepared.text).last else { throw .statement("There was no answer: \(prepared.text)") }
    return (prepared, answer)
  }

  /// The prepared statement; one that is new is prepared in an exchange of its own, so that its error is told as its own.
  private func prepare(_ statement: SQL, on pipe: PostgresPipe) throws(EngineError) -> PreparedStatements.Statement {
    if let found = statements.find(statement) { return found }
    if statements.isFull { forgetStatements() }
    let made = statements.make(statement)
    pipe.prepareSoon(made.name, made.text, types: made.types)
    if let described = try answers(pipe, made.text).last { made.types = described.parameterTypes }
    statements.add(made, for: statement)
    return made
  }

  private func forgetStatements() {
    statements.removeAll()
    pipe?.runSoon("DEALLOCATE ALL")
  }

  private func answers(_ pipe: PostgresPipe, _ text: String) throws(EngineError) -> [PostgresAnswer] {
    do {
      let answers = try pipe.answers()
      hasUnanswered = false
      return answers
    } catch {
      hasUnanswered = false
      let said = error.error(statement: text)
      if failure == nil { failure = said }
      isRepeatable = error.isConflict || error.isLoss
      if pipe.loss != nil { disconnect() }
      throw said
    }
  }
}
