import Synchronization
import Testing

@testable import Web

@Suite struct `Saying that the server is ready` {
  private struct DiskFull: Error {}
  /// A clock that stands still, so that the second is never over.
  private let readiness = { (moment: ContinuousClock.Instant) in Readiness(now: { moment }) }(.now)

  @Test func `however many ask, one write is under way`() async throws {
    let writes = Atomic(0)
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let asked = (0..<100).map { _ in
      readiness.proof {
        writes.add(1, ordering: .relaxed)
        for await _ in gate {}
      }
    }
    opener.finish()
    for proof in asked { try await proof?.value }
    #expect(asked.allSatisfy { $0 != nil } && writes.load(ordering: .relaxed) == 1)
    #expect(readiness.proof { writes.add(1, ordering: .relaxed) } == nil)
  }

  @Test func `all who wait hear of a failure, and the next one who asks tries anew`() async throws {
    let asked = (0..<3).map { _ in readiness.proof { throw DiskFull() } }
    for proof in asked { await #expect(throws: DiskFull.self) { try await proof?.value } }
    let next = try #require(readiness.proof {})
    try await next.value
    #expect(readiness.proof {} == nil)
  }
}
