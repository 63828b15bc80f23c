import SQLEngine

/// How the writing connection groups requests: one transaction, in which a request that fails takes back its own work only.
///
/// Nearly all requests either succeed or refuse before they write, and a savepoint around each costs a copy of every page it touches and
/// makes the search index settle each time. So a batch is first run without; where a request fails that has written, everything is taken
/// back and the batch is run again with a savepoint around each.
extension SQLiteConnection: WritingConnection {
  func begin() throws(EngineError) {
    requests = RequestGuard(usesSavepoints: requests.mustStartAgain)
    record?.begin()
    try run("BEGIN IMMEDIATE")
  }

  func commit() throws(EngineError) {
    defer { record?.end() }
    try run("COMMIT")
  }

  func rollBack() {
    // Fails only when SQLite has rolled back by itself.
    if isInTransaction { try? run("ROLLBACK") }
  }

  func beginRequest() throws(EngineError) {
    if requests.usesSavepoints { try run("SAVEPOINT request") }
    requests.changedBefore = changedRows
    requests.hasChangedSchema = false
  }

  func keepRequest() throws(EngineError) {
    if requests.usesSavepoints { try run("RELEASE request") }
  }

  func dropRequest() throws(EngineError) {
    if requests.usesSavepoints {
      try run("ROLLBACK TO request")
      try run("RELEASE request")
    } else if requests.hasChangedSchema || changedRows != requests.changedBefore {
      try giveUpBatch()
    }
  }

  var finishesTogether: Bool { !requests.usesSavepoints }

  func giveUpBatch() throws(EngineError) {
    requests.mustStartAgain = true
    throw .unavailable("A request has to be taken back; the batch is run again.")
  }

  /// There is one writer, so nobody can have been in its way; only what ``dropRequest()`` could not take back is a reason.
  func isWorthAnotherTry(_ accident: EngineError) -> Bool { requests.mustStartAgain }
}

/// What the writing connection knows of the batch under way, to take a failed request back.
struct RequestGuard {
  /// Whether each request has a savepoint of its own.
  var usesSavepoints = false
  /// Whether the batch has to be run again, with savepoints.
  var mustStartAgain = false
  /// How many rows the connection had changed when the request began.
  var changedBefore: Int64 = 0
  /// Whether the request changed tables themselves, which counts no rows.
  var hasChangedSchema = false
}
