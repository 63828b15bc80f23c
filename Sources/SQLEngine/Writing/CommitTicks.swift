import Synchronization

/// Tells listeners that something was committed. A listener that is busy gets one tick for all it missed.
package final class CommitTicks: Sendable {
  private struct State {
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    var nextKey = 0
    var isFinished = false
  }

  private let state = Mutex(State())

  package init() {}

  package func listen() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let key = state.withLock { state -> Int? in
      guard !state.isFinished else { return nil }
      state.nextKey += 1
      state.listeners[state.nextKey] = continuation
      return state.nextKey
    }
    guard let key else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in self?.remove(key) }
    return stream
  }

  package func tick() {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield() }
  }

  package func finish() {
    let listeners = state.withLock { state in
      state.isFinished = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }

  private func remove(_ key: Int) {
    _ = state.withLock { $0.listeners.removeValue(forKey: key) }
  }
}
