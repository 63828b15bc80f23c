import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

@Suite("Promising, shipping, putting aside", .timeLimit(.minutes(15)))
struct PromisingAndShipping {
  @Test(arguments: Engine.underTest)
  func `a promise raises committed, leaving lowers both and writes the movement`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 5)
    let (demand, cause) = (shop.demand(rye, 2), shop.cause("sale", shop.ids.next()))
    try await shop.database.write { try $0.stock.commit([demand], cause) }
    let promised = try await shop.level(of: rye)
    #expect(promised.onHand == 5000 && promised.committed == 2000 && promised.available == 3000)
    let content = Shipment.Content(lineID: demand.lineID, quantity: demand.quantity)
    let taken = try await shop.database.write { try $0.stock.ship([content], cause) }
    let again = try await shop.database.write { try $0.stock.ship([content], cause) }
    #expect(taken == [content] && again.isEmpty)
    let shipped = try await shop.level(of: rye)
    #expect(shipped.onHand == 3000 && shipped.committed == 0)
    #expect(try await shop.moved(rye) == 3000)
  }

  @Test(arguments: Engine.underTest)
  func `a part leaves, the rest stays promised, and what comes back is promised again`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 5)
    let (demand, cause) = (shop.demand(rye, 3), shop.cause("sale", shop.ids.next()))
    try await shop.database.write { try $0.stock.commit([demand], cause) }
    let part = Shipment.Content(lineID: demand.lineID, quantity: .one)
    _ = try await shop.database.write { try $0.stock.ship([part], cause) }
    var level = try await shop.level(of: rye)
    #expect(level.onHand == 4000 && level.committed == 2000 && level.available == 2000)
    // Nothing leaves beyond the promise.
    let rest = Shipment.Content(lineID: demand.lineID, quantity: demand.quantity)
    let taken = try await shop.database.write { try $0.stock.ship([rest], cause) }
    #expect(taken.map(\.quantity.thousandths) == [2000])
    let back = StockDemand(lineID: demand.lineID, variantID: demand.variantID, quantity: .one)
    let (undo, order) = (shop.cause("undo", cause.orderID), cause.orderID)
    try await shop.database.write { try $0.stock.takeBack([back], undo, preorders: []) }
    level = try await shop.level(of: rye)
    #expect(level.onHand == 3000 && level.committed == 1000 && level.available == 2000)
    #expect(try await shop.moved(rye) == 3000)
    try await shop.database.write { try $0.stock.release(.one, of: demand.lineID) }
    if let order { try await shop.database.write { try $0.stock.release(order) } }
    level = try await shop.level(of: rye)
    #expect(level.committed == 0 && level.available == 3000)
  }

  @Test(arguments: Engine.underTest)
  func `letting a promise go twice gives back once`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 5)
    let order: ID<Order> = shop.ids.next()
    let (demand, cause) = (shop.demand(rye, 2), shop.cause("sale", order))
    try await shop.database.write { try $0.stock.commit([demand], cause) }
    try await shop.database.write { try $0.stock.release(order) }
    try await shop.database.write { try $0.stock.release(order) }
    let level = try await shop.level(of: rye)
    #expect(level.committed == 0 && level.available == 5000)
  }

  @Test(arguments: Engine.underTest)
  func `a pre-order is promised without stock and takes nothing from others`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 1)
    let (early, cause) = (shop.demand(rye, 4), shop.cause("sale", shop.ids.next()))
    let gone = Shipment.Content(lineID: early.lineID, quantity: early.quantity)
    try await shop.database.write { try $0.stock.commit([early], cause, preorders: [early.lineID]) }
    #expect(try await shop.level(of: rye).available == -3000)
    let shipping = try await shop.refusal { try await shop.database.write { _ = try $0.stock.ship([gone], cause) } }
    #expect(shipping == .outOfStock)
    let receipt = shop.cause("received")
    _ = try await shop.database.write { try $0.stock.adjust(rye.id, by: 9000, receipt) }
    _ = try await shop.database.write { try $0.stock.ship([gone], cause) }
    let level = try await shop.level(of: rye)
    #expect(level.onHand == 6000 && level.available == 6000)
    #expect(try await shop.moved(rye) == 6000)
  }

  @Test(arguments: Engine.underTest)
  func `what is put aside belongs to its order alone`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 2)
    let order: ID<Order> = shop.ids.next()
    let (held, cause) = (shop.demand(rye, 2), shop.cause("hold", order))
    try await shop.database.write { try $0.stock.reserve([held], cause, until: nil) }
    #expect(try await shop.level(of: rye).available == 0)
    let (other, otherCause) = (shop.demand(rye), shop.cause("sale", shop.ids.next()))
    let refused = try await shop.refusal { try await shop.database.write { try $0.stock.sell([other], otherCause) } }
    #expect(refused == .outOfStock)
    try await shop.database.write { try $0.stock.sell([held], cause) }
    let level = try await shop.level(of: rye)
    #expect(level.onHand == 0 && level.reserved == 0)
  }

  @Test(arguments: Engine.underTest)
  func `what was put aside comes back when its time is over, once`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 2)
    let (held, cause) = (shop.demand(rye, 2), shop.cause("hold", shop.ids.next()))
    let until = shop.now.adding(seconds: 60)
    try await shop.database.write { try $0.stock.reserve([held], cause, until: until) }
    let early = try await shop.database.write { try $0.stock.expireReservations(at: until.adding(seconds: -1)) }
    #expect(early == 0)
    let late = try await shop.database.write { try $0.stock.expireReservations(at: until) }
    let again = try await shop.database.write { try $0.stock.expireReservations(at: until) }
    #expect(late == 1 && again == 0)
    #expect(try await shop.level(of: rye).available == 2000)
  }

  @Test(arguments: Engine.underTest)
  func `expiry and sale at one moment conserve the goods`(on engine: Engine) async throws {
    for _ in 0..<25 {
      let shop = try await StockedShop(on: engine)
      let rye = try await shop.addProduct("Rye bread", stock: 1)
      let (held, cause) = (shop.demand(rye), shop.cause("hold", shop.ids.next()))
      let until = shop.now
      try await shop.database.write { try $0.stock.reserve([held], cause, until: until) }
      async let expired = shop.database.write { try $0.stock.expireReservations(at: until) }
      async let sold: Void = shop.database.write { try $0.stock.sell([held], cause) }
      _ = try await (expired, sold)
      let level = try await shop.level(of: rye)
      #expect(level.onHand == 0 && level.reserved == 0 && level.committed == 0)
    }
  }

  @Test(arguments: Engine.underTest)
  func `a count below what was promised is refused`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 5)
    let (demand, cause) = (shop.demand(rye, 3), shop.cause("sale", shop.ids.next()))
    try await shop.database.write { try $0.stock.commit([demand], cause) }
    let counted = shop.cause("counted")
    let refused = try await shop.refusal { _ = try await shop.database.write { try $0.stock.set(rye.id, to: 2000, counted) } }
    #expect(refused == .outOfStock)
    let level = try await shop.database.write { try $0.stock.set(rye.id, to: 3000, counted) }
    #expect(level.onHand == 3000 && level.available == 0)
    #expect(try await shop.moved(rye) == 3000)
  }

  @Test(arguments: Engine.underTest)
  func `each movement says what was left`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 5)
    let (one, two, cause) = (shop.demand(rye, 1), shop.demand(rye, 2), shop.cause("sale", shop.ids.next()))
    try await shop.database.write { try $0.stock.sell([one, two], cause) }
    let movements = try await shop.movements(of: rye)
    #expect(Set(movements.map(\.balance)) == [5000, 4000, 2000])
    #expect(movements.filter { $0.orderID != nil }.allSatisfy { $0.reason == "sale" && $0.lineID != nil })
  }
}
