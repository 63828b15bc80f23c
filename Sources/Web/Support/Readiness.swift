import Domain
import Synchronization
package import UseCases

/// Whether somebody should send requests here: the storage can be written to, found out by writing; and the server was not asked to stop.
/// However many ask, there is one such write at a time, and after one that succeeded none for a second from its beginning.
package final class Readiness: Sendable {
  private struct State {
    /// When the last write began that succeeded.
    var succeeded: ContinuousClock.Instant?
    var underWay: Task<Void, any Error>?
  }

  private let state = Mutex(State())
  private let leaving = Atomic(false)

  private let now: @Sendable () -> ContinuousClock.Instant

  /// - Parameter now: the clock by which a second passes.
  package init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.now = now
  }

  /// Whether the server was asked to stop. It answers whatever still comes, and says with each answer that the connection ends.
  var isLeaving: Bool { leaving.load(ordering: .relaxed) }

  /// From now on nobody should send anything here any more.
  package func leave() { leaving.store(true, ordering: .relaxed) }

  /// - Throws: what the storage throws when it cannot be written to, and 503 once the server was asked to stop.
  package func require(of shop: Shop) async throws {
    guard !isLeaving else { throw Refusal(.overloaded, "This server is about to stop.", extra: .retryAfter(seconds: 1)) }
    try await proof { try await shop.write(by: .system) { try $0.proveWritable() } }?.value
  }

  /// The write to wait for, begun where none is under way; nil where one that succeeded began less than a second ago. A failure is not
  /// remembered, so that it heals at once.
  func proof(by write: @escaping @Sendable () async throws -> Void) -> Task<Void, any Error>? {
    state.withLock { state in
      let now = now()
      if let succeeded = state.succeeded, now - succeeded < .seconds(1) { return nil }
      if let underWay = state.underWay { return underWay }
      let begun = Task {
        defer { self.state.withLock { $0.underWay = nil } }
        try await write()
        self.state.withLock { $0.succeeded = now }
      }
      state.underWay = begun
      return begun
    }
  }
}
