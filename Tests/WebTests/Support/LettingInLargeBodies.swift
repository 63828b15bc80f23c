import Domain
import Testing

@testable import Web

@Suite struct `Letting in large bodies` {
  private actor Room {
    private(set) var inside = 0
    private(set) var most = 0
    private(set) var served = 0

    func enter() {
      inside += 1
      most = max(most, inside)
    }

    func leave() {
      inside -= 1
      served += 1
    }
  }

  @Test func `no more are inside at once than there is room for, and all have their turn`() async throws {
    let bodies = LargeBodies(most: 3, patience: .seconds(30))
    let room = Room()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<12 {
        group.addTask {
          try await bodies.enter {
            await room.enter()
            await Task.yield()
            await room.leave()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(await room.most <= 3)
    #expect(await room.served == 12)
    #expect(await room.inside == 0)
  }

  @Test func `whoever waits too long is told to come back, and a failure makes room`() async throws {
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
