import Domain
import Synchronization

/// Lets in only a few large bodies at a time, so that many uploads at once cost time and not the machine's memory (DOS).
package final class LargeBodies: Sendable {
  private let most: Int
  private let inside = Mutex(0)
  /// How long one waits for its turn.
  private let patience: Duration

  package init(most: Int = 6, patience: Duration = .seconds(10)) {
    self.most = most
    self.patience = patience
  }

  /// Runs `body` when there is room.
  ///
  /// - Throws: ``RefusalCode/overloaded`` where there is none for too long.
  package func enter<Result>(_ body: () async throws -> Result) async throws -> Result {
    let deadline = ContinuousClock.now + patience
    while !take() {
      guard ContinuousClock.now < deadline else {
        throw Refusal(.overloaded, "Many files are being sent at once. Try again in a moment.", extra: .retryAfter(seconds: 5))
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    defer { inside.withLock { $0 -= 1 } }
    return try await body()
  }

  private func take() -> Bool {
    inside.withLock { inside in
      guard inside < most else { return false }
      inside += 1
      return true
    }
  }
}
