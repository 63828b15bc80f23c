import SQLEngine
import Synchronization

/// A few connections that read beside the writer, each on its own thread. A reader that has finished goes on with the next waiting request.
final class ReaderPool: Sendable {
  /// One caller's read; `run` answers it, also with what it threw.
  private struct Request: Sendable {
    let run: @Sendable (Transaction) -> Void
    let fail: @Sendable (any Error) -> Void
  }

  private struct State {
    var idle: [SQLiteWorker]
    var waiting: [Request] = []
    /// Index of the first request that still waits; those before it are taken.
    var first = 0
    var isClosed = false
  }

  private let workers: [SQLiteWorker]
  private let state: Mutex<State>
  private let limit: Int
  private let maximumDuration: Duration

  init(workers: [SQLiteWorker], options: SQLiteOptions) {
    self.workers = workers
    limit = options.maximumWaitingReads
    maximumDuration = .milliseconds(options.maximumReadMilliseconds)
    state = Mutex(State(idle: workers))
  }

  var waiting: Int { state.withLock { $0.waiting.count - $0.first } }

  func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let request = Request(
        run: { transaction in continuation.resume(with: Swift.Result { try body(transaction) }) },
        fail: { continuation.resume(throwing: $0) })
      let (refusal, worker) = state.withLock { state -> (EngineError?, SQLiteWorker?) in
        if state.isClosed { return (.unavailable("The database is closed."), nil) }
        if let worker = state.idle.popLast() { return (nil, worker) }
        guard state.waiting.count - state.first < limit else { return (.overloaded, nil) }
        state.waiting.append(request)
        return (nil, nil)
      }
      if let refusal { continuation.resume(throwing: refusal) }
      if let worker { work(request, on: worker) }
    }
  }

  /// Accepts nothing more, and returns after what was accepted is answered and all readers are closed.
  func close() async {
    state.withLock { $0.isClosed = true }
    for worker in workers { await worker.close() }
  }

  private func work(_ first: Request, on worker: SQLiteWorker) {
    worker.async { [self] connection in
      var current: Request? = first
      while let request = current {
        run(request, on: connection)
        current = next(for: worker)
      }
    }
  }

  /// A snapshot begins with the first statement and ends here.
  private func run(_ request: Request, on connection: SQLiteConnection) {
    do {
      try connection.run("BEGIN")
    } catch {
      request.fail(error)
      return
    }
    connection.limit(to: maximumDuration)
    request.run(Transaction(connection: connection))
    connection.limit(to: nil)
    do {
      try connection.run("COMMIT")
    } catch {
      // Nothing was written; what matters is that the snapshot ends.
      if connection.isInTransaction { try? connection.run("ROLLBACK") }
    }
  }

  private func next(for worker: SQLiteWorker) -> Request? {
    state.withLock { state in
      guard state.first < state.waiting.count else {
        state.waiting.removeAll(keepingCapacity: true)
        state.first = 0
        state.idle.append(worker)
        return nil
      }
      defer { state.first += 1 }
      return state.waiting[state.first]
    }
  }
}
