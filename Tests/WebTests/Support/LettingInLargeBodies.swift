import Domain
import Synchronization
import Testing

@testable import Web

@Suite("Letting in large bodies")
struct LettingInLargeBodies {
  @Test func `no more are inside at once than there is room for, and all have their turn`() async throws {
    let bodies = LargeBodies(most: 3, patience: .seconds(30))
    let inside = Mutex((now: 0, most: 0, served: 0))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<12 {
        group.addTask {
          try await bodies.enter {
            inside.withLock { ($0.now, $0.most) = ($0.now + 1, max($0.most, $0.now + 1)) }
            await Task.yield()
            inside.withLock { ($0.now, $0.served) = ($0.now - 1, $0.served + 1) }
          }
        }
      }
      try await group.waitForAll()
    }
    let seen = inside.withLock { $0 }
    #expect(seen.most <= 3 && seen.served == 12 && seen.now == 0)
  }

  @Test func `whoever waits too long is told when to come back, and a failure makes room`() async throws {
    struct Failure: Error {}
    let bodies = LargeBodies(most: 1, patience: .zero)
    try await bodies.enter {
      let refusal = await #expect(throws: Refusal.self) { try await bodies.enter {} }
      #expect(refusal?.code == .overloaded)
    }
    await #expect(throws: Failure.self) { try await bodies.enter { throw Failure() } }
    try await bodies.enter {}
  }
}
