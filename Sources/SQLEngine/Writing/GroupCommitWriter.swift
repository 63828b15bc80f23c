/// The one writer. While a commit is on its way to the disk the next requests gather; then they go together in the next one.
///
/// There is no timer: a lonely request is committed at once, and the slower the disk, the larger the batches. Work happens on the
/// connection's own thread, never on Swift's cooperative ones.
package final class GroupCommitWriter<Thread: WritingThread>: Sendable {
  private let thread: Thread
  private let queue: WriteQueue
  private let maximumBatch: Int
  private let afterCommit: (@Sendable () -> Void)?
  private let ticks: CommitTicks
  private let counters: WriteCounters

  /// - Parameters:
  ///   - maximumBatch: requests that one commit may carry.
  ///   - maximumWaiting: writes that may wait; one more is refused with ``EngineError/overloaded``.
  ///   - afterCommit: runs on the writer's thread after each commit and before its answers; only the benchmark waits here.
  package init(
    thread: Thread, maximumBatch: Int, maximumWaiting: Int, afterCommit: (@Sendable () -> Void)?, ticks: CommitTicks,
    counters: WriteCounters
  ) {
    self.thread = thread
    queue = WriteQueue(limit: maximumWaiting)
    self.maximumBatch = max(1, maximumBatch)
    self.afterCommit = afterCommit
    self.ticks = ticks
    self.counters = counters
  }

  /// Why the writer has stopped for good; nil while it works.
  package var stopped: EngineError? { queue.stopped }

  /// Writes that wait at the moment.
  package var waiting: Int { queue.count }

  package func write<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      submit(
        PendingRequest(
          run: { transaction in
            let result = try body(transaction)
            return .answer { continuation.resume(returning: result) }
          },
          fail: { continuation.resume(throwing: $0) }))
    }
  }

  package func write<Hint, Made, Kept>(_ staged: StagedWrite<Hint, Made, Kept>) async throws -> Kept {
    let foreseen = staged.foresee.flatMap { thread.memory.foresee($0) }
    return try await withCheckedThrowingContinuation { continuation in
      submit(
        PendingRequest(
          key: staged.key,
          run: { transaction in
            let made = try staged.carryOut(transaction, transaction.confirmed(foreseen))
            let rendering = HandedWork { try staged.render(made) }
            return .rest(
              PendingRequest.Rest(offer: rendering.offer) { transaction in
                let kept = try rendering.value()
                try staged.keep(transaction, kept)
                return { continuation.resume(returning: kept) }
              })
          },
          fail: { continuation.resume(throwing: $0) }))
    }
  }

  private func submit(_ request: PendingRequest) {
    do {
      if try queue.add(request) { drain() }
    } catch {
      counters.countRefusal()
      request.fail(error)
    }
  }

  /// Accepts nothing more, and returns after what was accepted is answered.
  package func close() async {
    queue.stop(.unavailable("The database is closed."))
    await withCheckedContinuation { continuation in
      thread.write { [self] connection in
        while commitNext(on: connection) {}
        continuation.resume()
      }
    }
  }

  private func drain() {
    thread.write { [self] connection in
      // After some batches the connection is offered to other work, such as a checkpoint.
      for _ in 0..<16 where !commitNext(on: connection) { return connection.rest() }
      drain()
    }
  }

  /// Commits one batch and answers it; false when none was waiting.
  private func commitNext(on connection: Thread.WritingEnd) -> Bool {
    let requests = queue.take(maximumBatch)
    guard !requests.isEmpty else { return false }
    if let damage = connection.damage {
      for request in requests { request.fail(damage) }
      return true
    }
    let outcome = WriteBatch(requests: requests).run(on: connection)
    if let damage = connection.damage { queue.stop(damage) }
    afterCommit?()
    counters.count(requests: requests.count, failed: outcome.accident != nil)
    for answer in outcome.answers { answer() }
    if outcome.hasCommitted { ticks.tick() }
    return true
  }
}
