import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

@Suite("Opening a drawer", .timeLimit(.minutes(15)))
struct OpeningADrawer {
  @Test(arguments: Engine.underTest)
  func `of two tablets that open one drawer one does`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let till = try await shop.addTill()
    let codes = try await withThrowingTaskGroup(of: RefusalCode?.self) { group in
      for _ in 0..<10 {
        group.addTask {
          let session = shop.session(at: till)
          return try await shop.refusal { try await shop.database.write { try $0.registerSessions.add(session) } }
        }
      }
      return try await group.reduce(into: [RefusalCode?]()) { $0.append($1) }
    }
    #expect(codes.filter { $0 == nil }.count == 1)
    #expect(codes.filter { $0 == .sessionOpen }.count == 9)
  }

  @Test(arguments: Engine.underTest)
  func `what should be there is float, cash and movements`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let till = try await shop.addTill()
    let session = shop.session(at: till, float: 10_000)
    let movements = [(500, "Change"), (-2000, "Window cleaner")].map {
      CashMovement(id: shop.ids.next(), sessionID: session.id, amount: Int64($0.0), reason: $0.1, by: "Nora", createdAt: shop.now)
    }
    let expected = try await shop.database.write { tx in
      try tx.registerSessions.add(session)
      for movement in movements { try tx.registerSessions.add(movement) }
      return try tx.registerSessions.figures(of: session).expectedCash()
    }
    #expect(expected == 8500)
  }

  @Test(arguments: Engine.underTest)
  func `a counted drawer takes no more money and opens again`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let till = try await shop.addTill()
    let session = shop.session(at: till)
    let close = RegisterSession.Close(counted: 90, expected: 100, at: shop.now, by: "Nora")
    try await shop.database.write { tx in
      try tx.registerSessions.add(session)
      try tx.registerSessions.close(session.id, close)
    }
    let movement = CashMovement(id: shop.ids.next(), sessionID: session.id, amount: 5, reason: "Late", by: "Nora", createdAt: shop.now)
    let late = try await shop.refusal { try await shop.database.write { try $0.registerSessions.add(movement) } }
    #expect(late == .sessionClosed)
    let twice = try await shop.refusal { try await shop.database.write { try $0.registerSessions.close(session.id, close) } }
    #expect(twice == .sessionClosed)
    let next = shop.session(at: till)
    try await shop.database.write { try $0.registerSessions.add(next) }
    let stored = try await shop.database.read { try $0.registerSessions.take(session.id, of: till) }
    #expect(stored.close?.difference == -10)
  }
}

extension StockedShop {
  fileprivate func addTill() async throws -> ID<Register> {
    let till = Register(id: ids.next(), name: "Till 1", locationID: location, createdAt: now)
    try await database.write { try $0.registers.add(till) }
    return till.id
  }

  fileprivate func session(at till: ID<Register>, float: Int64 = 100) -> RegisterSession {
    RegisterSession(id: ids.next(), registerID: till, currency: "EUR", openingFloat: float, openedAt: now, openedBy: "Nora")
  }
}
