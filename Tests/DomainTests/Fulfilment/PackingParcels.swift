import Domain
import Testing

struct PackingParcels {
  private func order() throws -> Order {
    var order = try OrderFixture.draft(500, 900, channel: .phone)
    let ids = order.lines.map(\.id)
    for id in ids { try order.change(id) { $0.requiresShipping = true } }
    try order.change(ids[0]) { $0.quantity = Quantity(units: 3) ?? .one }
    return order
  }

  private func parcel(_ id: String) -> Shipment {
    Shipment(
      id: ID(stored: "shp_\(id)"), status: .pending, contents: [], parcel: Parcel(), createdAt: OrderFixture.now,
      updatedAt: OrderFixture.now)
  }

  @Test func `a package without a word takes what no other has`() throws {
    var order = try order()
    let bread = order.lines[0].id
    try order.add(parcel("1"), contents: [.init(lineID: bread, quantity: try #require(Quantity(units: 2)))])
    try order.add(parcel("2"), contents: nil)
    #expect(order.shipments[1].contents.map(\.quantity) == [.one, .one])
    #expect(throws: Refusal.self) { try order.add(parcel("3"), contents: nil) }
    #expect(order.lines.allSatisfy { order.unpacked($0).isZero })
  }

  @Test func `no line is packed twice over`() throws {
    var order = try order()
    let bread = order.lines[0].id
    try order.add(parcel("1"), contents: [.init(lineID: bread, quantity: try #require(Quantity(units: 2)))])
    let two = try #require(Quantity(units: 2))
    do throws(Refusal) {
      try order.add(parcel("2"), contents: [.init(lineID: bread, quantity: two)])
      Issue.record("four of three were packed")
    } catch {
      #expect(error.failures.map(\.field) == ["lines[0].quantity"])
    }
    // A package may keep what it has itself.
    try order.change(ID(stored: "shp_1")) { $0.contents = [.init(lineID: bread, quantity: Quantity(units: 3) ?? .one)] }
    #expect(order.unpacked(order.lines[0]).isZero)
  }

  @Test func `what leaves the order leaves its packages, from the last one first`() throws {
    var order = try order()
    let (bread, cake) = (order.lines[0].id, order.lines[1].id)
    try order.add(parcel("1"), contents: [.init(lineID: bread, quantity: try #require(Quantity(units: 2)))])
    try order.add(parcel("2"), contents: nil)
    try order.change(bread) { $0.quantity = .one }
    try order.remove(cake)
    order.fitPackages()
    #expect(order.shipments.map { $0.contents.map(\.quantity) } == [[.one], []])
  }

  @Test func `nothing is packed for an order that was canceled`() throws {
    var order = try OrderFixture.order(at: .canceled)
    #expect(throws: Refusal.self) { try order.add(parcel("1"), contents: nil) }
  }

  @Test(arguments: [OrderStatus.invoiceSent, .placed, .closed])
  func `packages are prepared while the contents are locked`(_ status: OrderStatus) throws {
    var order = try order()
    if status == .invoiceSent { try order.move(.sendInvoice) } else { try order.place(number: "1001", now: OrderFixture.now) }
    if status == .closed { try order.move(.close) }
    try order.add(parcel("1"), contents: [.init(lineID: order.lines[0].id, quantity: .one)])
    #expect(order.shipments.count == 1)
  }

  @Test func `what was handed over at the till goes into no package`() throws {
    var order = try OrderFixture.order(at: .placed)
    #expect(throws: Refusal.self) { try order.add(parcel("1"), contents: [.init(lineID: order.lines[0].id, quantity: .one)]) }
  }
}
