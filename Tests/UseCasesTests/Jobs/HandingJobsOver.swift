import Domain
import SQLEngine
import Stores
import TestSupport
import Testing
import UseCases

@Suite struct `Handing jobs over` {
  @Test(arguments: Engine.underTest)
  func `a process takes what is free and says so with everything it writes`(on engine: Engine) async throws {
    let shop = try await CornerBakery(on: engine).shop
    #expect(shop.leases.turn(of: .outbox) == nil)
    try await shop.keepLeases()
    let turn = try #require(shop.leases.turn(of: .outbox))
    #expect(turn.stands)
    let leases = try await shop.write(in: turn) { work in try work.tx.leases.list() }
    #expect(leases.map(\.job.rawValue).sorted() == Job.allCases.map(\.rawValue).sorted())
    #expect(leases.allSatisfy { $0.holder == shop.leases.holder })
  }

  @Test(arguments: Engine.underTest)
  func `a turn that another process took writes nothing more, whatever this one believes`(on engine: Engine) async throws {
    let shop = try await CornerBakery(on: engine).shop
    try await shop.keepLeases()
    let turn = try #require(shop.leases.turn(of: .timers))
    try await shop.database.write { tx in
      let seen = try #require(try tx.leases.list().first { $0.job == .timers })
      #expect(try tx.leases.take(.timers, from: seen, for: "another") != nil)
    }
    #expect(turn.stands)
    await #expect(throws: TurnLost.self) { try await shop.write(in: turn) { work in try work.tx.counters.next("tested") } }
    let first = try await shop.write(by: .system) { work in try work.tx.counters.next("tested") }
    #expect(first == 1)
    // The others are this process's still.
    let outbox = try #require(shop.leases.turn(of: .outbox))
    try await shop.write(in: outbox) { work in try work.proveWritable() }
  }

  @Test(arguments: Engine.underTest)
  func `of many that want what was given up one gets it`(on engine: Engine) async throws {
    let shop = try await CornerBakery(on: engine).shop
    try await shop.keepLeases()
    let database = shop.database
    let seen = try await database.read { tx in try #require(try tx.leases.list().first { $0.job == .outbox }) }
    let winners: [JobLease] = try await withThrowingTaskGroup(of: JobLease?.self) { group in
      for number in 0..<32 {
        group.addTask { try await database.write { tx in try tx.leases.take(.outbox, from: seen, for: "process \(number)") } }
      }
      return try await group.reduce(into: []) { winners, lease in if let lease { winners.append(lease) } }
    }
    #expect(winners.map(\.fence) == [seen.fence + 1])
  }

  @Test(arguments: Engine.underTest)
  func `a process that ends hands over at once, and where it is alone leaves things as they are`(on engine: Engine) async throws {
    let shop = try await CornerBakery(on: engine).shop
    try await shop.keepLeases()
    try await shop.giveUpLeases()
    #expect(shop.leases.turn(of: .outbox) == nil)
    let holders = try await shop.database.read { tx in try tx.leases.list().map(\.holder) }
    #expect(holders.allSatisfy { $0 == (engine == .postgres ? nil : shop.leases.holder) })
  }
}
