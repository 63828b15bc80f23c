import Domain
import Synchronization

/// The requests that this program is carrying out right now over several transactions, by the key each came with.
///
/// It lives in memory on purpose: a request that died with the program is not running any more, and its repetition goes on from what was
/// written down.
final class RunningRequests: Sendable {
  private let keys = Mutex<Set<String>>([])

  /// Runs `body` unless the same request is running.
  ///
  /// - Throws: ``RefusalCode/idempotencyInProgress``.
  func run<Value: Sendable>(_ key: String?, _ body: () async throws -> Value) async throws -> Value {
    guard let key else { return try await body() }
    guard keys.withLock({ $0.insert(key).inserted }) else {
      throw Refusal(.idempotencyInProgress, "This very request is being carried out. Repeat it in a moment to get its answer.")
    }
    defer { keys.withLock { _ = $0.remove(key) } }
    return try await body()
  }
}
