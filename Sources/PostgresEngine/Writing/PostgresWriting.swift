import SQLEngine

/// How the writing connection groups requests: one transaction under the lock that all processes share.
///
/// Nobody waits for the answers of what nobody reads, so where one of them is an error it may come to light requests later. A batch in which
/// something fails is run again, with a savepoint around each request and all of its answers before the next one; see ``RequestGuard``.
///
/// Why writes go one batch after another stands in `docs/decisions/0027-postgresql-one-writer-at-a-time.md`.
extension PostgresConnection: WritingConnection {
  /// The number of the advisory lock under which every process writes; "counterfo" in ASCII.
  static let lock: Int64 = 0x636f_756e_7465_7266

  func begin() throws(EngineError) {
    failure = nil
    isRepeatable = false
    requests = RequestGuard(after: requests)
    try connect()
    batch += 1
    runSoon("BEGIN ISOLATION LEVEL READ COMMITTED")
    // Statements after it see whatever was committed before the lock was given, since each takes a look of its own.
    runSoon("SELECT pg_advisory_xact_lock(\(String(Self.lock)))")
    try mark()
    try runSoon(WriteTurn.question)
    let next = try settle().last.map(WriteTurn.init)
    isInTransaction = true
    remember(isUnchanged: next.flatMap { next in turn?.isFollowed(by: next) } ?? false)
    turn = next
    try admit()
  }

  /// Commits, and tells the other processes. Where the connection is lost before the answer came, or the server did not wait for its standby, the
  /// mark says whether the batch was kept.
  func commit() throws(EngineError) {
    runSoon("NOTIFY \(CommitListener.channel)")
    runSoon("COMMIT")
    let answer: PostgresAnswer?
    do throws(EngineError) {
      answer = try settle().last
    } catch {
      if isConnected {
        if !requests.usesSavepoints { try giveUpBatch() }
        throw error
      }
      isRepeatable = false
      if try wasKept() { return }
      // The lock was free, so the lost transaction has ended, and without its mark.
      isRepeatable = true
      throw error
    }
    isInTransaction = false
    reads?.end()
    guard answer?.command == "COMMIT" else { throw .unavailable("PostgreSQL rolled the transaction back.") }
    guard hasWarning else { return }
    isRepeatable = false
    guard try wasKept() else { throw .unavailable("PostgreSQL lost the transaction.") }
  }

  /// Its server puts off by itself what can be put off.
  func rest() {}

  func rollBack() {
    failure = nil
    guard isInTransaction else { return disconnect() }
    isInTransaction = false
    let wasRepeatable = isRepeatable
    // What went with a row that was deleted is back, unheard of.
    reads?.forget()
    runSoon("ROLLBACK")
    do {
      _ = try settle()
    } catch {
      disconnect()
    }
    failure = nil
    isRepeatable = wasRepeatable
  }

  func beginRequest() throws(EngineError) {
    hasChanged = false
    guard requests.usesSavepoints else { return }
    failure = nil
    runSoon("SAVEPOINT request")
  }

  func keepRequest() throws(EngineError) {
    if let failure { throw failure }
    guard requests.usesSavepoints else { return }
    runSoon("RELEASE request")
    if hasUnanswered { _ = try settle() }
  }

  func dropRequest() throws(EngineError) {
    guard requests.usesSavepoints else {
      if hasChanged || failure != nil { try giveUpBatch() }
      return
    }
    // What was queued may fail; until its answer came the server would pass over what comes next.
    if hasUnanswered {
      do {
        _ = try settle()
      } catch {
        guard isInTransaction else { throw error }
      }
    }
    failure = nil
    // What went with a row that it deleted is back, unheard of.
    reads?.forget()
    runSoon("ROLLBACK TO request")
    runSoon("RELEASE request")
    _ = try settle()
  }

  var finishesTogether: Bool { !requests.usesSavepoints }

  func giveUpBatch() throws(EngineError) { try requests.giveUpBatch() }

  /// The server keeps its own files sound, and says so when it cannot.
  var damage: EngineError? { nil }
}
