import Dispatch

/// Where calls wait that block while somebody else's server thinks: so many at a time, away from the threads that serve.
package actor CallLine {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var first = 0

  /// - Parameter places: how many calls are under way at once; the others wait in the order they came.
  package init(places: Int = 32) {
    free = max(1, places)
  }

  package func perform<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await enter()
    let value = await DispatchQueue(label: "counterfoil.call").perform(work)
    leave()
    return value
  }

  /// Sends a request and returns what was answered, away from the threads that serve.
  ///
  /// - Parameter limit: the most octets that are read of the answer's body.
  package func exchange(
    _ call: HTTPCall, policy: OutboundPolicy, stop: StopSign, limit: Int
  ) async throws(HTTPFailure) -> HTTPAnswer {
    let result = await perform { () -> Result<HTTPAnswer, HTTPFailure> in
      Result { () throws(HTTPFailure) in try call.exchange(policy: policy, stop: stop, limit: limit) }
    }
    return try result.get()
  }

  private func enter() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Hands the place to whoever waits longest.
  private func leave() {
    guard first < waiting.count else {
      waiting.removeAll()
      first = 0
      free += 1
      return
    }
    waiting[first].resume()
    first += 1
  }
}
