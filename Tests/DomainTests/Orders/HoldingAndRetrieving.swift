import Domain
import Testing

struct HoldingAndRetrieving {
  private let first = OrderFixture.firstTill
  private let second = OrderFixture.secondTill
  private let now = OrderFixture.now

  private func held() throws -> Order {
    var order = try OrderFixture.draft(500)
    try order.hold(OrderFixture.hold(at: first), at: OrderFixture.bakery)
    return order
  }

  @Test func `an empty cart without a customer can be held`() throws {
    var order = try OrderFixture.draft()
    try order.hold(OrderFixture.hold(at: first), at: OrderFixture.bakery)
    #expect(order.displayStatus == .onHold)
    #expect(order.registerID == first)
    #expect(order.locationID == OrderFixture.bakery)
  }

  @Test func `another till cannot hold what is already held`() throws {
    var order = try held()
    do {
      try order.hold(OrderFixture.hold(at: second), at: OrderFixture.bakery)
      Issue.record("held twice")
    } catch {
      #expect(error.code == .alreadyHeld)
    }
  }

  @Test func `retrieving gives the lease to one till and tells the other`() throws {
    var order = try held()
    #expect(try order.retrieve(to: second, by: nil, takingOver: false, now: now))
    #expect(order.hold == nil)
    do {
      _ = try order.retrieve(to: first, by: nil, takingOver: false, now: now)
      Issue.record("both tills got it")
    } catch {
      #expect(error.code == .alreadyRetrieved)
    }
    #expect(try !order.retrieve(to: second, by: nil, takingOver: false, now: now), "the same till only renews")
  }

  @Test func `a silent till loses its lease`() throws {
    var order = try held()
    _ = try order.retrieve(to: second, by: nil, takingOver: false, now: now)
    #expect(try order.retrieve(to: first, by: nil, takingOver: false, now: now.adding(seconds: Lease.seconds)))
    #expect(order.lease?.registerID == first)
  }

  @Test func `what was never held is not retrieved unless it is taken over`() throws {
    var order = try OrderFixture.draft(500)
    do {
      _ = try order.retrieve(to: first, by: nil, takingOver: false, now: now)
      Issue.record("retrieved a draft that nobody held")
    } catch {
      #expect(error.code == .notHeld)
    }
    #expect(try order.retrieve(to: first, by: nil, takingOver: true, now: now))
  }

  @Test func `a scope of one register sees its own holds alone`() throws {
    let order = try held()
    let near = OrderScope(location: OrderFixture.bakery, held: .register(first))
    let beside = OrderScope(location: OrderFixture.bakery, held: .register(second))
    let far = OrderScope(location: ID(stored: "loc_2"), held: .location)
    let shop = OrderScope(location: ID(stored: "loc_2"), held: .shop)
    #expect([near, beside, far, shop, .everything].map { $0.sees(order) } == [true, false, false, true, true])
  }
}
