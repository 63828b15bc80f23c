import Domain
import Stores
import TestSupport
import Testing
import UseCases

/// Nora sells at the corner bakery; a customer walks off and comes back.
struct AHeldCartAndTwoTills {
  private static func bread(_ quantity: Int64 = 1) throws -> NewLine {
    var line = NewLine(quantity: try #require(Quantity(units: quantity)))
    line.title = "Rye bread"
    line.unitPrice = UnitPrice(minorUnits: 450)
    return line
  }

  private static func cart(at till: Register) throws -> NewOrder {
    var order = NewOrder()
    order.channel = .register
    order.registerID = till.id
    order.lines = [try bread(2)]
    return order
  }

  @Test(arguments: Engine.underTest)
  func `a cart that is put aside is found, retrieved and paid`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let cart = try Self.cart(at: bakery.register)
    let made = try await bakery.shop.write(by: bakery.owner) { try $0.createOrder(cart).order }
    #expect(made.totals.total.minorUnits == 900)
    var request = HoldRequest(registerID: bakery.register.id)
    request.label = "red coat"
    let hold = request
    _ = try await bakery.shop.write(by: bakery.owner) { try $0.holdOrder(made.id, hold) }
    var filter = OrderFilter()
    filter.held = true
    filter.search = "red co"
    let wanted = filter
    let found = try await bakery.shop.read(by: bakery.owner) { try $0.listOrders(wanted, page: PageRequest()) }
    #expect(found.elements.map(\.id) == [made.id])
    let retrieval = try await bakery.shop.write(by: bakery.owner) {
      try $0.retrieveOrder(made.id, at: bakery.register.id, takingOver: false)
    }
    #expect(retrieval.changes.isEmpty)
    let tender = Tender(method: .cash, amount: nil, tendered: 1000, reference: nil)
    let paid = try await bakery.shop.write(by: bakery.owner) { try $0.takePayment(made.id, tender, expectedTotal: 900) }
    #expect(paid.status == .closed)
    #expect(paid.payments.map(\.change) == [100])
    #expect(paid.number == "1001")
  }

  @Test(arguments: Engine.underTest)
  func `retrieving with a cart in work puts that one aside first`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let cart = try Self.cart(at: bakery.register)
    let first = try await bakery.shop.write(by: bakery.owner) { try $0.createOrder(cart).order }
    _ = try await bakery.shop.write(by: bakery.owner) { try $0.holdOrder(first.id, HoldRequest(registerID: bakery.register.id)) }
    let second = try await bakery.shop.write(by: bakery.owner) { try $0.createOrder(cart).order }
    let retrieval = try await bakery.shop.write(by: bakery.owner) {
      try $0.retrieveOrder(first.id, at: bakery.register.id, takingOver: false)
    }
    #expect(retrieval.autoHeldOrderID == second.id)
    let aside = try await bakery.shop.read(by: bakery.owner) { try $0.findOrder(second.id) }
    #expect(aside.hold != nil)
  }

  @Test(arguments: Engine.underTest)
  func `a refused step leaves nothing behind`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let cart = try Self.cart(at: bakery.register)
    let order = try await bakery.shop.write(by: bakery.owner) { try $0.createOrder(cart).order }
    let tender = Tender(method: .cash, amount: nil, tendered: nil, reference: nil)
    await #expect(throws: Refusal.self) {
      _ = try await bakery.shop.write(by: bakery.owner) { try $0.takePayment(order.id, tender, expectedTotal: 1) }
    }
    let after = try await bakery.shop.read(by: bakery.owner) { try $0.findOrder(order.id) }
    #expect(after.status == .draft)
    #expect(after.version == order.version)
    #expect(after.payments.isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `a hold whose time is up goes to the trash and can be brought back`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let cart = try Self.cart(at: bakery.register)
    let order = try await bakery.shop.write(by: bakery.owner) { try $0.createOrder(cart).order }
    var request = HoldRequest(registerID: bakery.register.id)
    request.expiresAt = bakery.shop.clock().adding(seconds: 60)
    let hold = request
    _ = try await bakery.shop.write(by: bakery.owner) { try $0.holdOrder(order.id, hold) }
    #expect(try await bakery.shop.write(by: .system) { try $0.expireHolds() } == 0)
    bakery.wait(seconds: 61)
    #expect(try await bakery.shop.write(by: .system) { try $0.expireHolds() } == 1)
    let gone = try await bakery.shop.read(by: bakery.owner) { try $0.findOrder(order.id) }
    #expect(gone.status == .canceled)
    #expect(gone.cancelReason == "expired")
    let back = try await bakery.shop.write(by: bakery.owner) { try $0.restoreOrder(order.id) }
    #expect(back.hold != nil)
  }
}
