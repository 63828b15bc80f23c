import Dispatch
import SQLEngine
import TestSupport

/// Keeps the writer busy until it is released, so that what is asked meanwhile gathers in one batch.
struct HeldWriter {
  private let gate = DispatchSemaphore(value: 0)
  private let holding: Task<Void, any Error>
  private let database: any ManagedDatabase

  init(_ database: any ManagedDatabase) async {
    self.database = database
    let gate = gate
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    holding = Task {
      try await database.write { _ in
        begin.finish()
        gate.wait()
      }
    }
    for await _ in begun {}
  }

  /// Lets the writer go on once `count` requests are waiting.
  func release(whenWaiting count: Int) async throws {
    while database.waitingWrites < count { await Task.yield() }
    gate.signal()
    try await holding.value
  }
}

/// Something a test throws to see it again.
struct Objection: Error, Equatable {
  let reason: String
}
