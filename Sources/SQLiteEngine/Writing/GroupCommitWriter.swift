private import Dispatch
import SQLEngine

/// The one writer. While a commit is on its way to the disk the next requests gather; then they go together in the next one.
///
/// There is no timer: a lonely request is committed at once, and the slower the disk, the larger the batches. Work happens on the
/// connection's own thread, never on Swift's cooperative ones.
final class GroupCommitWriter: Sendable {
  private let worker: SQLiteWorker
  private let queue: WriteQueue
  private let maximumBatch: Int
  private let flushDelay: DispatchTimeInterval?
  private let ticks: CommitTicks
  private let counters: WriteCounters

  init(worker: SQLiteWorker, options: SQLiteOptions, ticks: CommitTicks, counters: WriteCounters) {
    self.worker = worker
    queue = WriteQueue(limit: options.maximumWaitingWrites)
    maximumBatch = max(1, options.maximumBatch)
    flushDelay = options.flushDelayMilliseconds > 0 ? .milliseconds(options.flushDelayMilliseconds) : nil
    self.ticks = ticks
    self.counters = counters
  }

  /// Why the writer has stopped for good; nil while it works.
  var stopped: EngineError? { queue.stopped }

  var waiting: Int { queue.count }

  func write<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let request = WriteRequest(
        run: { transaction in
          let result = try body(transaction)
          return { continuation.resume(returning: result) }
        },
        fail: { continuation.resume(throwing: $0) })
      do {
        if try queue.add(request) { drain() }
      } catch {
        counters.countRefusal()
        continuation.resume(throwing: error)
      }
    }
  }

  /// Accepts nothing more, and returns after what was accepted is answered.
  func close() async {
    queue.stop(.unavailable("The database is closed."))
    await withCheckedContinuation { continuation in
      worker.async { [self] connection in
        while commitNext(on: connection) {}
        continuation.resume()
      }
    }
  }

  private func drain() {
    worker.async { [self] connection in
      // After some batches the connection is offered to other work, such as a checkpoint.
      for _ in 0..<16 where !commitNext(on: connection) { return }
      drain()
    }
  }

  /// Commits one batch and answers it; false when none was waiting.
  private func commitNext(on connection: SQLiteConnection) -> Bool {
    let requests = queue.take(maximumBatch)
    guard !requests.isEmpty else { return false }
    if let damage = connection.damage {
      for request in requests { request.fail(damage) }
      return true
    }
    let outcome = WriteBatch(requests: requests).run(on: connection)
    if let damage = connection.damage { queue.stop(damage) }
    if let flushDelay { DispatchSemaphore(value: 0).waitOut(flushDelay) }
    counters.count(requests: requests.count, failed: outcome.accident != nil)
    for answer in outcome.answers { answer() }
    if outcome.hasCommitted { ticks.tick() }
    return true
  }
}

extension DispatchSemaphore {
  /// Blocks this thread for `interval`; nobody signals.
  fileprivate func waitOut(_ interval: DispatchTimeInterval) {
    _ = wait(timeout: .now() + interval)
  }
}
