import Domain
import Synchronization
package import UseCases

/// Whether the storage can be written to, found out by writing; at most once a second, however often anybody asks.
package final class Readiness: Sendable {
  private let proved = Mutex<ContinuousClock.Instant?>(nil)

  package init() {}

  /// - Throws: what the storage throws when it cannot be written to.
  package func require(of shop: Shop) async throws {
    let now = ContinuousClock.now
    // Whoever comes first in a second proves it for the others; a failure is not remembered, so that it heals at once.
    let isFresh = proved.withLock { proved in proved.map { now - $0 < .seconds(1) } ?? false }
    guard !isFresh else { return }
    try await shop.write(by: .system) { try $0.proveWritable() }
    proved.withLock { $0 = now }
  }
}
