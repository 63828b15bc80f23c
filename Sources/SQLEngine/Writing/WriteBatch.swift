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
      var unfinished = Unfinished()
      for request in requests {
        if unfinished.contains(request.key) { try finish(&unfinished, on: connection, into: &outcome) }
        try run(request, on: connection, into: &outcome, &unfinished)
      }
      try finish(&unfinished, on: connection, into: &outcome)
      try connection.commit()
      return outcome
    } catch {
      connection.rollBack()
      return Outcome(answers: requests.map { request in { request.fail(error) } }, accident: error)
    }
  }

  /// Requests that have done their part, and what is still to be written down of them.
  private struct Unfinished {
    var rests: [PendingRequest.Rest] = []
    private var keys: Set<String> = []

    func contains(_ key: String?) -> Bool { key.map(keys.contains) ?? false }

    mutating func add(_ rest: PendingRequest.Rest, _ key: String?) {
      rests.append(rest)
      if let key { keys.insert(key) }
    }
  }

  /// Throws only what concerns the whole batch.
  private func run(
    _ request: PendingRequest, on connection: some WritingConnection, into outcome: inout Outcome, _ unfinished: inout Unfinished
  ) throws(EngineError) {
    try connection.beginRequest()
    do {
      let transaction = Transaction(connection: connection)
      var progress = try request.run(transaction)
      if case .rest(let rest) = progress, requests.count == 1 || !connection.finishesTogether {
        progress = .answer(try rest.finish(transaction))
      }
      try requireSound(connection, after: nil)
      try connection.keepRequest()
      switch progress {
      case .answer(let answer): outcome.answers.append(answer)
      case .rest(let rest):
        rest.offer()
        unfinished.add(rest, request.key)
      }
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

  /// What one of them refuses here is said to it when the batch is run again.
  private func finish(
    _ unfinished: inout Unfinished, on connection: some WritingConnection, into outcome: inout Outcome
  ) throws(EngineError) {
    let transaction = Transaction(connection: connection)
    for rest in unfinished.rests {
      do {
        outcome.answers.append(try rest.finish(transaction))
      } catch {
        try requireSound(connection, after: error)
        try connection.giveUpBatch()
      }
      try requireSound(connection, after: nil)
    }
    unfinished = Unfinished()
  }

  /// An engine rolls the whole transaction back by itself after some accidents, whether or not the request lets on about it.
  private func requireSound(_ connection: some WritingConnection, after error: (any Error)?) throws(EngineError) {
    if let damage = connection.damage { throw damage }
    guard connection.isInTransaction else {
      throw error as? EngineError ?? .unavailable("The transaction was ended by an accident.")
    }
  }
}
