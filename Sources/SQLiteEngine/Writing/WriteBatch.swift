import SQLEngine

/// Several requests in one commit: a savepoint each, so that one that fails takes back its own work only.
struct WriteBatch {
  let requests: [WriteRequest]

  /// What is to be told to the callers once the batch is over.
  struct Outcome {
    var answers: [WriteRequest.Answer] = []
    /// Whether a request succeeded, so that the commit holds something.
    var hasCommitted = false
    /// Why nothing of the whole batch was kept.
    var accident: EngineError?
  }

  /// Runs all requests and commits. Nobody is answered here.
  ///
  /// When the commit fails, the requests that had failed for reasons of their own get the accident too: their reasons may rest on what
  /// an earlier request of the same batch wrote, and that has never happened.
  func run(on connection: SQLiteConnection) -> Outcome {
    do {
      try connection.run("BEGIN IMMEDIATE")
      var outcome = Outcome()
      for request in requests { try run(request, on: connection, into: &outcome) }
      try connection.run("COMMIT")
      return outcome
    } catch {
      // Fails only when SQLite has rolled back by itself.
      if connection.isInTransaction { try? connection.run("ROLLBACK") }
      return Outcome(answers: requests.map { request in { request.fail(error) } }, accident: error)
    }
  }

  /// Throws only what concerns the whole batch.
  private func run(_ request: WriteRequest, on connection: SQLiteConnection, into outcome: inout Outcome) throws(EngineError) {
    try connection.run("SAVEPOINT request")
    do {
      outcome.answers.append(try request.run(Transaction(connection: connection)))
      outcome.hasCommitted = true
    } catch {
      try requireSound(connection, after: error)
      try connection.run("ROLLBACK TO request")
      outcome.answers.append { request.fail(error) }
    }
    try requireSound(connection, after: nil)
    try connection.run("RELEASE request")
  }

  /// SQLite rolls the whole transaction back by itself after some accidents, whether or not the request lets on about it.
  private func requireSound(_ connection: SQLiteConnection, after error: (any Error)?) throws(EngineError) {
    if let damage = connection.damage { throw damage }
    guard connection.isInTransaction else {
      throw error as? EngineError ?? .unavailable("The transaction was ended by an accident.")
    }
  }
}
