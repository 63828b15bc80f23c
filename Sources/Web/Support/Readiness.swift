import Domain
import Synchronization
package import UseCases

/// Whether somebody should send requests here: the storage can be written to, found out by writing, at most once a second, however often
/// anybody asks; and the server was not asked to stop.
package final class Readiness: Sendable {
  private let proved = Mutex<ContinuousClock.Instant?>(nil)
  private let leaving = Atomic(false)

  package init() {}

  /// Whether the server was asked to stop. It answers whatever still comes, and says with each answer that the connection ends.
  var isLeaving: Bool { leaving.load(ordering: .relaxed) }

  /// From now on nobody should send anything here any more.
  package func leave() { leaving.store(true, ordering: .relaxed) }

  /// - Throws: what the storage throws when it cannot be written to, and 503 once the server was asked to stop.
  package func require(of shop: Shop) async throws {
    guard !isLeaving else { throw Refusal(.overloaded, "This server is about to stop.", extra: .retryAfter(seconds: 1)) }
    let now = ContinuousClock.now
    // Whoever comes first in a second proves it for the others; a failure is not remembered, so that it heals at once.
    let isFresh = proved.withLock { proved in proved.map { now - $0 < .seconds(1) } ?? false }
    guard !isFresh else { return }
    try await shop.write(by: .system) { try $0.proveWritable() }
    proved.withLock { $0 = now }
  }
}
