import Synchronization

/// The writes that wait for the writer, in the order they came, and never more than a limit.
final class WriteQueue: Sendable {
  private struct State {
    var waiting: [PendingRequest] = []
    var isBeingDrained = false
    /// Why no write is accepted any more.
    var stopped: EngineError?
  }

  private let state = Mutex(State())
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  /// Why no write is accepted any more; nil while they are.
  var stopped: EngineError? { state.withLock(\.stopped) }

  var count: Int { state.withLock(\.waiting.count) }

  /// Adds a request. True means that nobody drains the queue at the moment: the caller must see to it.
  func add(_ request: PendingRequest) throws(EngineError) -> Bool {
    let (refusal, mustDrain) = state.withLock { state -> (EngineError?, Bool) in
      if let stopped = state.stopped { return (stopped, false) }
      guard state.waiting.count < limit else { return (.overloaded, false) }
      state.waiting.append(request)
      defer { state.isBeingDrained = true }
      return (nil, !state.isBeingDrained)
    }
    if let refusal { throw refusal }
    return mustDrain
  }

  /// The next requests, at most `maximum`. None means that the queue is empty and counts as no longer drained.
  func take(_ maximum: Int) -> [PendingRequest] {
    state.withLock { state in
      guard state.waiting.count > maximum else {
        let all = state.waiting
        state.waiting = []
        state.isBeingDrained = !all.isEmpty
        return all
      }
      let batch = Array(state.waiting.prefix(maximum))
      state.waiting.removeFirst(maximum)
      return batch
    }
  }

  /// Accepts nothing from now on. The first reason stays.
  func stop(_ reason: EngineError) {
    state.withLock { state in
      if state.stopped == nil { state.stopped = reason }
    }
  }
}
