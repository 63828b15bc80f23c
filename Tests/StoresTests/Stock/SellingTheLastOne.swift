import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

@Suite("Selling the last one", .timeLimit(.minutes(15)))
struct SellingTheLastOne {
  @Test(arguments: Engine.underTest)
  func `of a hundred sales of the last unit one wins`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 1)
    let won = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<100 {
        group.addTask {
          let (demand, cause) = (shop.demand(rye), shop.cause("sale", shop.ids.next()))
          return try await shop.refusal { try await shop.database.write { try $0.stock.sell([demand], cause) } } == nil
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(won == 1)
    let level = try await shop.level(of: rye)
    #expect(level.onHand == 0 && level.committed == 0)
    #expect(try await shop.moved(rye) == 0)
  }

  @Test(arguments: Engine.underTest)
  func `of a hundred promises of the last unit one wins`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 1)
    let codes = try await withThrowingTaskGroup(of: RefusalCode?.self) { group in
      for _ in 0..<100 {
        group.addTask {
          let (demand, cause) = (shop.demand(rye), shop.cause("sale", shop.ids.next()))
          return try await shop.refusal { try await shop.database.write { try $0.stock.commit([demand], cause) } }
        }
      }
      return try await group.reduce(into: [RefusalCode?]()) { $0.append($1) }
    }
    #expect(codes.filter { $0 == nil }.count == 1)
    #expect(codes.filter { $0 == .outOfStock }.count == 99)
    #expect(try await shop.level(of: rye).available == 0)
  }

  @Test(arguments: Engine.underTest)
  func `lines of one variant are summed`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 5)
    let demands = [shop.demand(rye, 2), shop.demand(rye, 2), shop.demand(rye, 2)]
    let cause = shop.cause("sale", shop.ids.next())
    let refusal = try await shop.refusal { try await shop.database.write { try $0.stock.sell(demands, cause) } }
    #expect(refusal == .outOfStock)
    let level = try await shop.level(of: rye)
    #expect(level.onHand == 5000 && level.available == 5000)
  }

  @Test(arguments: Engine.underTest)
  func `crossed baskets leave nothing half taken`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 1)
    let cake = try await shop.addProduct("Plum cake", stock: 1)
    let won = try await withThrowingTaskGroup(of: Bool.self) { group in
      for turn in 0..<40 {
        group.addTask {
          let demands = turn.isMultiple(of: 2) ? [shop.demand(rye), shop.demand(cake)] : [shop.demand(cake), shop.demand(rye)]
          let cause = shop.cause("sale", shop.ids.next())
          return try await shop.refusal { try await shop.database.write { try $0.stock.commit(demands, cause) } } == nil
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(won == 1)
    #expect(try await shop.level(of: rye).committed == 1000)
    #expect(try await shop.level(of: cake).committed == 1000)
  }

  @Test(arguments: Engine.underTest)
  func `what may be oversold goes below zero, nothing else does`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", oversell: true)
    let (demand, cause) = (shop.demand(rye, 3), shop.cause("sale", shop.ids.next()))
    try await shop.database.write { try $0.stock.sell([demand], cause) }
    #expect(try await shop.level(of: rye).onHand == -3000)
    #expect(try await shop.moved(rye) == -3000)
    let forbidding = try await shop.refusal {
      try await shop.database.write { try $0.stock.allowOversell(false, of: rye.productID) }
    }
    #expect(forbidding == .inUse)
  }

  @Test(arguments: Engine.underTest)
  func `what is not counted is passed over`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let service = try await shop.addProduct("Engraving") { $0.variants[0].tracksStock = false }
    let (demand, cause) = (shop.demand(service, 7), shop.cause("sale", shop.ids.next()))
    try await shop.database.write { tx in
      try tx.stock.sell([demand], cause)
      try tx.stock.restock([demand], cause)
    }
    #expect(try await shop.level(of: service).onHand == 0)
    #expect(try await shop.moved(service) == 0)
  }
}
