/// Several requests in one commit: a savepoint each, so that one that fails takes back its own work only.
struct WriteBatch {
  let requests: [PendingRequest]

  /// What is to be told to the callers once the batch is over.
  struct Outcome {
    var answers: [PendingRequest.Answer] = []
    /// Whether a request succeeded, so that the commit holds something.
    var hasCommitted = false
    /// Why nothing of the whole batch was kept.
    var accident: EngineError?
  }

  /// Runs all requests and commits, again from the beginning where the engine asks for it. Nobody is answered here.
  func run(on connection: some WritingConnection) -> Outcome {
    var tries = 0
    while true {
      tries += 1
      let outcome = runOnce(on: connection)
      guard let accident = outcome.accident, tries < Self.maximumTries, connection.isWorthAnotherTry(accident) else { return outcome }
    }
  }

  private static let maximumTries = 5

  /// When the commit fails, the requests that had failed for reasons of their own get the accident too: their reasons may rest on what
  /// an earlier request of the same batch wrote, and that has never happened.
  private func runOnce(on connection: some WritingConnection) -> Outcome {
    do {
      try connection.begin()
      var outcome = Outcome()
      for request in requests { try run(request, on: connection, into: &outcome) }
      try connection.commit()
      return outcome
    } catch {
      connection.rollBack()
      return Outcome(answers: requests.map { request in { request.fail(error) } }, accident: error)
    }
  }

  /// Throws only what concerns the whole batch.
  private func run(_ request: PendingRequest, on connection: some WritingConnection, into outcome: inout Outcome) throws(EngineError) {
    try connection.beginRequest()
    do {
      let answer = try request.run(Transaction(connection: connection))
      try requireSound(connection, after: nil)
      try connection.keepRequest()
      outcome.answers.append(answer)
      outcome.hasCommitted = true
    } catch {
      try requireSound(connection, after: error)
      // Somebody else's transaction was in the way, which says nothing about the request: the whole batch is run once more.
      if let accident = error as? EngineError, connection.isWorthAnotherTry(accident) { throw accident }
      try connection.dropRequest()
      outcome.answers.append { request.fail(error) }
      try requireSound(connection, after: nil)
    }
  }

  /// An engine rolls the whole transaction back by itself after some accidents, whether or not the request lets on about it.
  private func requireSound(_ connection: some WritingConnection, after error: (any Error)?) throws(EngineError) {
    if let damage = connection.damage { throw damage }
    guard connection.isInTransaction else {
      throw error as? EngineError ?? .unavailable("The transaction was ended by an accident.")
    }
  }
}
