import SQLEngine

/// How the writing connection groups requests: one transaction, in which a request that fails takes back its own work only.
///
/// A savepoint costs a copy of every page the request touches and makes the search index settle each time, so there is none at first; see
/// ``RequestGuard``.
extension SQLiteConnection: WritingConnection {
  func begin() throws(EngineError) {
    requests = RequestGuard(after: requests)
    reads?.begin()
    try run("BEGIN IMMEDIATE")
  }

  func commit() throws(EngineError) {
    defer { reads?.end() }
    try run("COMMIT")
  }

  func rollBack() {
    // Fails only when SQLite has rolled back by itself.
    if isInTransaction { try? run("ROLLBACK") }
  }

  func beginRequest() throws(EngineError) {
    if requests.usesSavepoints { try run("SAVEPOINT request") }
    changes = RequestChanges(rowsBefore: changedRows)
  }

  func keepRequest() throws(EngineError) {
    if requests.usesSavepoints { try run("RELEASE request") }
  }

  func dropRequest() throws(EngineError) {
    if requests.usesSavepoints {
      try run("ROLLBACK TO request")
      try run("RELEASE request")
    } else if changes.toSchema || changedRows != changes.rowsBefore {
      try giveUpBatch()
    }
  }

  var finishesTogether: Bool { !requests.usesSavepoints }

  func giveUpBatch() throws(EngineError) { try requests.giveUpBatch() }

  func rest() {
    // A file that is damaged is left as it is.
    if damage == nil { pace?.rest() }
  }

  /// There is one writer, so nobody can have been in its way; only what ``dropRequest()`` could not take back is a reason.
  func isWorthAnotherTry(_ accident: EngineError) -> Bool { requests.mustStartAgain }
}

/// Whether the request under way has written.
struct RequestChanges {
  /// How many rows the connection had changed when the request began.
  var rowsBefore: Int64 = 0
  /// Whether it changed tables themselves, which counts no rows.
  var toSchema = false
}
