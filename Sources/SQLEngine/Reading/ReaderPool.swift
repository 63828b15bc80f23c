import Synchronization

/// A few connections that read beside the writer, each on its own thread. A reader that has finished goes on with the next waiting request.
package final class ReaderPool<Thread: ReadingThread>: Sendable {
  private struct State {
    var idle: [Thread]
    var waiting: [PendingRequest] = []
    /// Index of the first request that still waits; those before it are taken.
    var first = 0
    var isClosed = false
  }

  private let threads: [Thread]
  private let state: Mutex<State>
  private let limit: Int
  private let maximumDuration: Duration

  /// - Parameters:
  ///   - threads: a connection each.
  ///   - maximumWaiting: reads that may wait; one more is refused with ``EngineError/overloaded``.
  ///   - maximumMilliseconds: after which a read is broken off.
  package init(threads: [Thread], maximumWaiting: Int, maximumMilliseconds: Int) {
    self.threads = threads
    limit = maximumWaiting
    maximumDuration = .milliseconds(maximumMilliseconds)
    state = Mutex(State(idle: threads))
  }

  /// Reads that wait at the moment.
  package var waiting: Int { state.withLock { $0.waiting.count - $0.first } }

  package func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let request = PendingRequest(
        run: { transaction in
          let result = try body(transaction)
          return .answer { continuation.resume(returning: result) }
        },
        fail: { continuation.resume(throwing: $0) })
      let (refusal, thread) = state.withLock { state -> (EngineError?, Thread?) in
        if state.isClosed { return (.unavailable("The database is closed."), nil) }
        if let thread = state.idle.popLast() { return (nil, thread) }
        guard state.waiting.count - state.first < limit else { return (.overloaded, nil) }
        state.waiting.append(request)
        return (nil, nil)
      }
      if let refusal { continuation.resume(throwing: refusal) }
      if let thread { work(request, on: thread) }
    }
  }

  /// Accepts nothing more, and returns after what was accepted is answered and all readers are closed.
  package func close() async {
    state.withLock { $0.isClosed = true }
    for thread in threads { await thread.close() }
  }

  private func work(_ first: PendingRequest, on thread: Thread) {
    thread.read { [self] connection in
      var current: PendingRequest? = first
      while let request = current {
        run(request, on: connection)
        current = next(for: thread)
      }
    }
  }

  /// Reads, a second time where the engine asks for it, and answers.
  private func run(_ request: PendingRequest, on connection: Thread.ReadingEnd) {
    do {
      try read(request, on: connection)()
    } catch let accident as EngineError where connection.isWorthAnotherTry(accident) {
      do {
        try read(request, on: connection)()
      } catch {
        request.fail(error)
      }
    } catch {
      request.fail(error)
    }
  }

  private func read(_ request: PendingRequest, on connection: Thread.ReadingEnd) throws -> PendingRequest.Answer {
    try connection.beginSnapshot(atMost: maximumDuration)
    defer { connection.endSnapshot() }
    let transaction = Transaction(connection: connection)
    switch try request.run(transaction) {
    case .answer(let answer): return answer
    case .rest(let rest): return try rest.finish(transaction)
    }
  }

  private func next(for thread: Thread) -> PendingRequest? {
    state.withLock { state in
      guard state.first < state.waiting.count else {
        state.waiting.removeAll(keepingCapacity: true)
        state.first = 0
        state.idle.append(thread)
        return nil
      }
      let request = state.waiting[state.first]
      state.first += 1
      // Under lasting load there is always one waiting; what was answered is let go of all the same.
      if state.first >= 1024 {
        state.waiting.removeFirst(state.first)
        state.first = 0
      }
      return request
    }
  }
}
