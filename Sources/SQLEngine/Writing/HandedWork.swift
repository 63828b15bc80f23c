import Synchronization

/// Pure work that another thread may take over; who needs its result does it, if nobody has begun it.
final class HandedWork<Value: Sendable>: Sendable {
  /// Held by whoever is at the work, so that waiting for the result is waiting for the lock.
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let work: @Sendable () throws -> Value

  init(_ work: @escaping @Sendable () throws -> Value) {
    self.work = work
  }

  /// Offers the work to whoever has time.
  func offer() {
    Task.detached { [self] in
      // Where the lock is taken, somebody is at it already.
      _ = result.withLockIfAvailable { result in
        if result == nil { result = Result { try work() } }
      }
    }
  }

  /// The result. Waits only for somebody who is at it, never for a thread to become free.
  func value() throws -> Value {
    try result.withLock { result in
      let known = result ?? Result { try work() }
      result = known
      return known
    }.get()
  }
}
